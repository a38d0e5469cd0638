package io.ratchet.kafka.notation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants and their parts as java.time reads them. */
class InstantParserTest {
    @Test
    void agreesWithJavaTimeOnAllParts() {
        Random random = new Random(19);
        for (int i = 0; i < 50_000; i++) {
            OffsetDateTime time =
                    OffsetDateTime.of(
                            1 + random.nextInt(9998),
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt(1_000_000_000),
                            ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2161) - 1080)));
            time = time.plusDays(random.nextInt(4));
            if (time.getYear() > 9999) {
                continue;
            }
            long minutes = parse(time.toString());
            OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);

            assertThat(minutes)
                    .as(time.toString())
                    .isEqualTo(Math.floorDiv(time.toEpochSecond(), 60L));
            assertThat(TimePart.MINUTE.of(minutes)).isEqualTo(utc.getMinute());
            assertThat(TimePart.HOUR.of(minutes)).isEqualTo(utc.getHour());
            assertThat(TimePart.MINUTE_OF_DAY.of(minutes))
                    .isEqualTo(utc.getHour() * 60 + utc.getMinute());
            assertThat(TimePart.DAY_OF_WEEK.of(minutes))
                    .isEqualTo(utc.getDayOfWeek().getValue() - 1);
            assertThat(TimePart.DAY_OF_MONTH.of(minutes)).isEqualTo(utc.getDayOfMonth() - 1);
            assertThat(TimePart.DAY_OF_YEAR.of(minutes)).isEqualTo(utc.getDayOfYear() - 1);
            assertThat(TimePart.MONTH.of(minutes)).isEqualTo(utc.getMonthValue() - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2001",
                "2001-01-01",
                "2001-02-29T00:00Z",
                "1900-02-29T00:00Z",
                "2001-13-01T00:00Z",
                "2001-00-01T00:00Z",
                "2001-04-31T00:00Z",
                "2001-01-00T00:00Z",
                "2001-01-01T24:00Z",
                "2001-01-01T00:60Z",
                "2001-01-01T00:00:60Z",
                "2001-01-01T00:00:Z",
                "2001-01-01T00:00:00.Z",
                "2001-01-01T00:00:00.1234567890Z",
                "2001-01-01T00:00:00ZZ",
                "2001-01-01T00:00:00+1",
                "2001-01-01T00:00:00+19:00",
                "2001-01-01T00:00:00+01:60",
                "2o01-01-01T00:00:00Z",
                "2001-01-01T00:00:00  Z",
                "2001-01-01T00:00:00 ",
                "2001-01-01T00:00:00UT",
                "2001-01-01T00:00:00 CET",
                "2001-01-01T00:00:00+01:0",
                "2001-01-01T00:00:00+010",
                "2001-01-01_00:00:00Z"
            })
    void refusesWhatIsNoInstant(String text) {
        assertThat(parse(text)).isEqualTo(InstantParser.INVALID);
    }

    @Test
    void knowsLeapYears() {
        assertThat(parse("2000-02-29T00:00Z"))
                .isEqualTo(Instant.parse("2000-02-29T00:00:00Z").getEpochSecond() / 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-01T10:15:30+00:00",
                "2024-03-01T10:15:30+0000",
                "2024-03-01T10:15:30-00",
                "2024-03-01t10:15:30z",
                "2024-03-01 10:15:30Z",
                "2024-03-01 10:15:30.123456 UTC",
                "2024-03-01 10:15:30,5 +0000",
                "2024-03-01 12:45:30+02:30",
                "2024-03-01T12:45+0230",
                "2024-03-01 05:15:30-05"
            })
    void readsTheOffsetsThatPeopleWrite(String text) {
        assertThat(parse(text))
                .isEqualTo(Instant.parse("2024-03-01T10:15:00Z").getEpochSecond() / 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001-01-01T00:00", "2001-01-01 00:00:00", "2001-01-01T00:00:00.5"})
    void tellsATimeWithoutAnOffset(String text) {
        assertThat(parse(text)).isEqualTo(InstantParser.WITHOUT_OFFSET);
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return InstantParser.epochMinutes(bytes, 0, bytes.length, null);
    }
}
