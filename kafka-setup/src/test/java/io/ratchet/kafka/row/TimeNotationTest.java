package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.InstantParser;
import io.ratchet.kafka.notation.LocalZone;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that are written as numbers, or as those of a zone. */
class TimeNotationTest {
    private static final List<TimePart> PARTS =
            List.of(TimePart.MINUTE_OF_DAY, TimePart.DAY_OF_YEAR);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kolkata",
                "Pacific/Apia",
                "UTC",
                "+05:45"
            })
    void localTimesAreThoseOfJavaTime(String name) throws Exception {
        ZoneId zone = ZoneId.of(name);
        LocalZone local = new LocalZone(zone);
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            // Far jumps, and steps of minutes over changes of the clocks.
            LocalDateTime time =
                    LocalDateTime.of(1990, 1, 1, 0, 0).plusMinutes(random.nextInt(40 * 525_960));
            for (int step = 0; step < 3; step++) {
                assertAgrees(zone, local, time);
                time = time.plusMinutes(random.nextInt(120) - 40);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
    void everyMinuteAroundAChangeIsThatOfJavaTime(String name) {
        ZoneId zone = ZoneId.of(name);
        for (LocalDateTime day = LocalDateTime.of(2024, 1, 1, 0, 0);
                day.getYear() == 2024;
                day = day.plusDays(1)) {
            LocalZone forwards = new LocalZone(zone);
            LocalZone backwards = new LocalZone(zone);
            for (int minute = 0; minute < 1440; minute++) {
                assertAgrees(zone, forwards, day.plusMinutes(minute));
                assertAgrees(zone, backwards, day.plusMinutes(1439 - minute));
            }
        }
    }

    private static void assertAgrees(ZoneId zone, LocalZone local, LocalDateTime time) {
        long minutes = Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), 60L);
        boolean exists = !zone.getRules().getValidOffsets(time).isEmpty();
        long expected =
                exists
                        ? Math.floorDiv(time.atZone(zone).toEpochSecond(), 60L)
                        : InstantParser.SKIPPED;
        if (local.epochMinutes(minutes) != expected) {
            throw new AssertionError(time + " in " + zone + " is not " + expected);
        }
    }

    @Test
    void aTimeWithoutAnOffsetIsThatOfTheZone() throws Exception {
        TimeNotation berlin = new TimeNotation.InZone(ZoneId.of("Europe/Berlin"));

        assertThat(minuteOfDay(berlin, "2024-03-01 10:15:30")).isEqualTo(9 * 60 + 15);
        assertThat(minuteOfDay(berlin, "2024-07-01T10:15:30")).isEqualTo(8 * 60 + 15);
        assertThat(minuteOfDay(berlin, "2024-07-01T10:15:30+0000"))
                .as("one that is written counts")
                .isEqualTo(10 * 60 + 15);
        assertThatThrownBy(() -> minuteOfDay(berlin, "2024-03-31 02:30:00"))
                .isInstanceOf(RefusedRecordException.class)
                .hasMessageContainingAll("wrong-type", "'t'", "Europe/Berlin skipped");
        assertThat(minuteOfDay(berlin, "2024-10-27 02:30:00")).as("the first").isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1709288130, 615",
        "SECONDS, 1709288130.999, 615",
        "SECONDS, 1.70928813E9, 615",
        "SECONDS, -1, 1439",
        "SECONDS, -0.5, 1439",
        "SECONDS, 0, 0",
        "SECONDS, 59.999, 0",
        "SECONDS, 253402300799, 1439",
        "MILLISECONDS, 1709288130123, 615",
        "MILLISECONDS, 1.709288130123E12, 615",
        "MILLISECONDS, 59999, 0",
        "MILLISECONDS, 60000, 1",
        "MILLISECONDS, -1, 1439",
    })
    void numbersCountFrom1970(EpochUnit unit, String written, int minuteOfDay) throws Exception {
        TimeNotation notation = new TimeNotation.Epoch(unit);

        assertThat(minuteOfDay(notation, written)).isEqualTo(minuteOfDay);
        DecodedRow row = decode(json(notation), "{\"t\": " + written + ", \"y\": 1}");
        assertThat(row.categorical()[0]).isEqualTo(1 + minuteOfDay);
        assertThat(
                        decode(json(notation), "{\"t\": \"" + written + "\", \"y\": 1}")
                                .categorical()[0])
                .isEqualTo(1 + minuteOfDay);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1709288130000, in another unit",
        "SECONDS, 253402300800, 9999",
        "MILLISECONDS, 1e30, 9999",
        "SECONDS, 2024-03-01, no number of seconds",
        "MILLISECONDS, NaN, no number of milliseconds",
        "SECONDS, true, no number of seconds",
    })
    void otherNumbersAreRefused(EpochUnit unit, String written, String reason) {
        assertThatThrownBy(() -> minuteOfDay(new TimeNotation.Epoch(unit), written))
                .isInstanceOf(RefusedRecordException.class)
                .hasMessageContainingAll("wrong-type", "column 't'", written, reason);
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatThrownBy(() -> minuteOfDay(new TimeNotation.WithOffset(), "2024-03-01 10:15:30"))
                .hasMessageContaining("no offset from UTC; the column's 'zone'");
        assertThatThrownBy(() -> minuteOfDay(new TimeNotation.WithOffset(), "1709288130"))
                .hasMessageContaining("the column's 'written'");
        assertThatThrownBy(
                        () ->
                                decode(
                                        json(new TimeNotation.WithOffset()),
                                        "{\"t\": 1709288130, \"y\": 1}"))
                .isInstanceOf(RefusedRecordException.class);
    }

    private static int minuteOfDay(TimeNotation notation, String written) throws Exception {
        RowDecoder decoder = new CsvRowDecoder(schema(notation));
        return decode(decoder, written + ",1").categorical()[0] - 1;
    }

    private static RowDecoder json(TimeNotation notation) {
        return new JsonRowDecoder(schema(notation));
    }

    private static DecodedRow decode(RowDecoder decoder, String record) throws Exception {
        DecodedRow row = schema(new TimeNotation.WithOffset()).newRow();
        decoder.decode(record.getBytes(UTF_8), row);
        return row;
    }

    private static RowSchema schema(TimeNotation notation) {
        return new RowSchema(
                List.of(
                        new Column.Timestamp("t", PARTS, notation),
                        new Column.Label("y", new LabelKind.Value())));
    }
}
