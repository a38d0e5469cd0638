package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeNotationReaderTest {
    @Test
    void readsHowTimesAreWritten() {
        RowSchema schema =
                ((InputFormat.Csv)
                                read(minimalWith(
                                                "        - {name: carrier, type: hashed, buckets: 64}\n",
                                                """
                                                        - {name: a, type: timestamp, parts: [hour]}
                                                        - {name: b, type: timestamp, parts: [hour], written: epoch-seconds}
                                                        - {name: c, type: timestamp, parts: [hour], written: epoch-milliseconds}
                                                        - {name: d, type: timestamp, parts: [hour], zone: Europe/Berlin}
                                                        - {name: e, type: timestamp, parts: [hour], written: iso, zone: +01:00}
                                                        - {name: f, type: timestamp, parts: [month], written: date}
                                                        - {name: g, type: timestamp, parts: [month], written: date-day-first}
                                                        - {name: h, type: timestamp, parts: [month], written: date-month-first}
                                                """
                                                        .indent(0)))
                                        .runs()
                                        .get(0)
                                        .input()
                                        .format())
                        .schema();

        assertThat(schema.columns().subList(1, 9))
                .extracting(column -> ((Column.Timestamp) column).notation())
                .containsExactly(
                        new TimeNotation.WithOffset(),
                        new TimeNotation.Epoch(EpochUnit.SECONDS),
                        new TimeNotation.Epoch(EpochUnit.MILLISECONDS),
                        new TimeNotation.InZone(ZoneId.of("Europe/Berlin")),
                        new TimeNotation.InZone(ZoneId.of("+01:00")),
                        new TimeNotation.Date(DateOrder.YEAR_FIRST),
                        new TimeNotation.Date(DateOrder.DAY_FIRST),
                        new TimeNotation.Date(DateOrder.MONTH_FIRST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "written: unix | written",
                "zone: Berlin | zone",
                "written: epoch-seconds, zone: UTC | zone",
                "written: date, zone: UTC | zone",
                "optional: true | optional",
            })
    void refusesWhatIsNoNotation(String keys, String fault) {
        assertThatThrownBy(
                        () ->
                                read(
                                        minimalWith(
                                                "type: hashed, buckets: 64",
                                                "type: timestamp, parts: [hour], " + keys)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("runs[0].input.columns[1]." + fault + ": ");
    }
}
