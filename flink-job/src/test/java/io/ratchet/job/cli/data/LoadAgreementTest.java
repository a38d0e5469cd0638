package io.ratchet.job.cli.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.notation.DecimalMark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadAgreementTest {
    private static final JobConfiguration JOB =
            ConfigurationReader.read(
                    "test",
                    """
                    job: agreed
                    runs:
                      - id: first
                        input:
                          topic: rows
                          format: csv
                          columns: [{name: x, type: numeric}, {name: y, type: label}]
                        model: {type: linear}
                        loss: squared-error
                        optimizer: {type: sgd}
                    """);

    @Test
    void whatTheRunsOfTheTopicWouldTakeForAnotherIsRefused() {
        assertThatThrownBy(() -> check("rows", "csv", "y", "x"))
                .hasMessageContaining("rows.csv")
                .hasMessageContaining("its columns are [y, x], but run 'first' reads [x, y]");
        assertThatThrownBy(() -> check("rows", "csv", "x", "z", "y"))
                .hasMessageContaining("Not in the configuration: [z]. Add to the run's columns")
                .hasMessageContaining("{name: 'z', type: ignored}");
        assertThatThrownBy(() -> check("rows", "csv", "x"))
                .hasMessageContaining("Not in the file: [y]. Take them out");
        assertThatThrownBy(
                        () ->
                                check(
                                        "rows",
                                        new FileForm(
                                                "csv",
                                                List.of(),
                                                2,
                                                new CsvSyntax(Separator.TAB, DecimalMark.POINT),
                                                "words")))
                .hasMessageContaining(
                        "separated by tabs, but run 'first' reads lines separated by" + " commas")
                .hasMessageContaining("'separator: tab'");
        assertThatThrownBy(
                        () ->
                                check(
                                        "rows",
                                        new FileForm(
                                                "csv", List.of(), 3, CsvSyntax.RFC_4180, "words")))
                .hasMessageContaining("its rows have 3 fields, but run 'first' reads 2, [x, y]");
        assertThatThrownBy(() -> check("rows", "json"))
                .hasMessageContaining("it is json, but run 'first' reads the topic as csv");
    }

    @Test
    void aTopicThatTheJobDoesNotReadIsRefused() {
        assertThatCode(() -> LoadAgreement.checkTopic(JOB, "rows")).doesNotThrowAnyException();
        assertThatThrownBy(() -> LoadAgreement.checkTopic(JOB, "rosw"))
                .hasMessageContaining("No run of job 'agreed' reads the topic 'rosw', only rows")
                .hasMessageContaining("Did you mean 'rows'?")
                .hasMessageContaining("Nothing was sent");
        assertThatThrownBy(() -> LoadAgreement.checkTopic(JOB, "flights"))
                .message()
                .doesNotContain("Did you mean");
    }

    @Test
    void whatNobodyReadsOrSaysNothingOfItsColumnsIsTaken() {
        assertThatCode(() -> check("rows", "csv", "x", "y")).doesNotThrowAnyException();
        assertThatCode(() -> check("others", "csv", "y", "x")).doesNotThrowAnyException();
        assertThatCode(() -> check("rows", "csv")).as("no header").doesNotThrowAnyException();
        assertThatCode(() -> check("rows", "")).as("a pipe").doesNotThrowAnyException();
    }

    private static void check(String topic, String format, String... columns) {
        check(topic, new FileForm(format, List.of(columns), "words"));
    }

    private static void check(String topic, FileForm form) {
        LoadAgreement.check(
                JOB, topic, RecordFile.Csv.withHeader(DataFile.of(Path.of("rows.csv"))), form);
    }
}
