package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.kafka.loader.DataFile;
import io.ratchet.kafka.loader.FileForm;
import io.ratchet.kafka.loader.RecordFile;
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
        LoadAgreement.check(
                JOB,
                topic,
                RecordFile.Csv.withHeader(DataFile.of(Path.of("rows.csv"))),
                new FileForm(format, List.of(columns), "words"));
    }
}
