package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lines are written, and what in them is a missing value. */
class CsvSyntaxReaderTest {
    private static final String CSV = "format: csv";

    @ParameterizedTest
    @CsvSource({"comma, COMMA", "semicolon, SEMICOLON", "tab, TAB", "bar, BAR"})
    void readsSeparatorAndDecimalMark(String code, Separator separator) {
        InputFormat format = format(CSV + "\n      separator: " + code + "\n      decimal: comma");

        assertThat(((InputFormat.Csv) format).syntax())
                .isEqualTo(new CsvSyntax(separator, DecimalMark.COMMA));
        assertThat(((InputFormat.Csv) format(CSV)).syntax()).isEqualTo(CsvSyntax.RFC_4180);
    }

    @Test
    void readsWhatIsMissing() {
        String text =
                minimalWith("mean: 700, deviation: 500", "missing: 3, nulls: [NA, '-', 'null']")
                        .replace(CSV, "format: json")
                        .replace("buckets: 64", "buckets: 64, optional: yes");
        InputFormat.Json format = (InputFormat.Json) read(text).runs().get(0).input().format();

        assertThat(format.schema().columns())
                .filteredOn(Column.Numeric.class::isInstance)
                .anySatisfy(
                        column -> {
                            assertThat(column.nulls()).containsExactly("NA", "-", "null");
                            assertThat(((Column.Numeric) column).missing())
                                    .isEqualTo(new MissingNumber.Fill(3));
                            assertThat(column.mayBeAbsent()).isTrue();
                        });
        assertThat(format.schema().columns())
                .filteredOn(Column.Hashed.class::isInstance)
                .allMatch(Column::mayBeAbsent);
    }

    @ParameterizedTest
    @CsvSource({"separator: tab, separator", "decimal: comma, decimal"})
    void isOfNoMeaningToOthers(String key, String name) {
        assertThatThrownBy(() -> format("format: json\n      " + key))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "runs[0].input." + name + ": belongs to the format csv, not to this one");
    }

    private static InputFormat format(String replacement) {
        return read(minimalWith(CSV, replacement)).runs().get(0).input().format();
    }
}
