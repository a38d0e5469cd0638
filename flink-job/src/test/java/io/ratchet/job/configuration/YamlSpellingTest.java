package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.MINIMAL;
import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that YAML takes for numbers, booleans or nothing, where a text is wanted. */
class YamlSpellingTest {
    private static final List<String> SPELLED =
            List.of(
                    "1.10",
                    "1.20",
                    "007",
                    "1_000",
                    "NO",
                    "1e3",
                    "0x1F",
                    "0123456",
                    ".5",
                    "+1",
                    "no",
                    "off",
                    "Yes",
                    "true",
                    "TRUE",
                    "1:30",
                    "0o17",
                    "0b11",
                    ".inf",
                    ".NaN",
                    "2024-03-01",
                    "-0",
                    "1.",
                    "12345678901234567890",
                    "Null1");

    @Test
    void aListOfTextsIsWhatIsWritten() {
        String plain = String.join(", ", SPELLED);
        String quoted = "'" + String.join("', '", SPELLED) + "'";

        assertThat(listed(plain)).isEqualTo(SPELLED);
        assertThat(listed(quoted)).isEqualTo(SPELLED);
    }

    /** A key that is left out by accident would train on the records of all keys. */
    @ParameterizedTest
    @ValueSource(strings = {"NULL", "null", "~"})
    void aTextThatYamlTakesForNothingIsRefused(String text) {
        for (String key : new String[] {"key", "sameRecordsAs"}) {
            String file = minimalWith("topic: flights", "topic: t\n      " + key + ": " + text);

            assertThatThrownBy(() -> read(file))
                    .hasMessageContaining("input." + key + ": is empty; quote it where");
        }
        assertThat(
                        read(minimalWith("topic: flights", "topic: t\n      key: '" + text + "x'"))
                                .runs()
                                .get(0)
                                .input()
                                .key())
                .hasValue(text + "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "7", "1.10", "no", "NO", "1e3", "0x1F", "true", "1_000", "1:30"})
    void keysTopicsAndNamesAreWhatIsWritten(String text) {
        JobConfiguration configuration =
                read(
                        minimalWith("topic: flights", "topic: t\n      key: " + text)
                                .replace("name: carrier", "name: " + text));

        InputConfiguration input = configuration.runs().get(0).input();
        assertThat(input.key()).hasValue(text);
        assertThat(((InputFormat.Csv) input.format()).header()).contains(text);
        if (text.matches("[a-zA-Z0-9.]+")) {
            assertThat(
                            read(minimalWith("topic: flights", "topic: " + text))
                                    .runs()
                                    .get(0)
                                    .input()
                                    .topic())
                    .isEqualTo(text);
        }
    }

    @Test
    void entriesForKafkaAndFlinkAreHandedOnAsTheyStand() {
        JobConfiguration configuration =
                read(
                        MINIMAL
                                + "kafka: {bootstrap: 'b:1', properties: {ssl.key.password: 0123,"
                                + " x: 1.10, y: no}}\n"
                                + "flink: {a: 1_000, b: {c: 1e3}}\n");

        assertThat(((BrokerConfiguration.Given) configuration.broker()).properties())
                .isEqualTo(Map.of("ssl.key.password", "0123", "x", "1.10", "y", "no"));
        assertThat(configuration.flink()).isEqualTo(Map.of("a", "1_000", "b.c", "1e3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100", "1_00", "0x40", "0b1", "0o17", "1:30", "00"})
    void aNumberThatReadersOfYamlDisagreeAboutIsRefused(String number) {
        assertThatThrownBy(() -> read(MINIMAL + "parallelism: " + number + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("parallelism: is '" + number + "'", "plain decimal");
        assertThatThrownBy(() -> read(minimalWith("mean: 700", "mean: " + number)))
                .hasMessageContainingAll("columns[0].mean: is '" + number + "'", "plain decimal");
    }

    @ParameterizedTest
    @CsvSource({"700, 700", "7e2, 700", "'700', 700", ".5, 0.5", "1., 1", "-1.5E-3, -0.0015"})
    void numbersAreReadAsTheyAreMeant(String written, double number) {
        Column column = columns(minimalWith("mean: 700", "mean: " + written)).get(0);

        assertThat(((Column.Numeric) column).mean()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "yes, true", "ON, true", "'true', true", "no, false", "Off, false"})
    void flagsAreReadAsTheyAreMeant(String written, boolean flag) {
        assertThat(read(MINIMAL + "topics: {acceptLoss: " + written + "}\n").topics().acceptLoss())
                .isEqualTo(flag);
    }

    @Test
    void nothingIsNoText() {
        assertThatThrownBy(() -> listed("a, null, ~"))
                .hasMessageContainingAll("values[1]: is empty", "values[2]", "quote it");
        assertThat(listed("a, 'null', '~'")).containsExactly("a", "null", "~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\njob: other\n", "---\n", "...\n---\na\n", "--- 1\n"})
    void aSecondDocumentIsRefused(String second) {
        assertThatThrownBy(() -> read(MINIMAL + second))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("line", "second document");
        assertThat(read("---\n" + MINIMAL + "...\n").job()).isEqualTo("flights");
    }

    @Test
    void whatRefersToAnotherPlaceIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        MINIMAL.replace("job: flights", "job: &name flights")
                                                + "topics: {prefix: *name}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("refers to another place", "*name");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read(MINIMAL + "parallelism: 1\nparallelism: 2\n"))
                .hasMessageContaining("Duplicate field 'parallelism'");
    }

    private static List<String> listed(String values) {
        Column column =
                columns(
                                minimalWith(
                                        "type: hashed, buckets: 64",
                                        "type: listed, values: [" + values + "]"))
                        .get(1);
        return ((Column.Listed) column).values();
    }

    private static List<Column> columns(String text) {
        RowSchema schema = ((InputFormat.Csv) read(text).runs().get(0).input().format()).schema();
        return schema.columns();
    }
}
