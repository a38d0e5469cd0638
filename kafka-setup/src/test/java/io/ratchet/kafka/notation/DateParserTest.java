package io.ratchet.kafka.notation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.row.Rows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, against those of the JDK. */
class DateParserTest {
    @ParameterizedTest
    @CsvSource({
        "uuuu-MM-dd, YEAR_FIRST",
        "uuuu/M/d, YEAR_FIRST",
        "dd.MM.uuuu, DAY_FIRST",
        "d/M/uuuu, DAY_FIRST",
        "MM/dd/uuuu, MONTH_FIRST",
        "M-d-uuuu, MONTH_FIRST",
        "dd.MM.uuuu HH:mm, DAY_FIRST",
        "uuuu-MM-dd'T'HH:mm:ss, YEAR_FIRST",
        "M/d/uuuu H:mm, MONTH_FIRST",
    })
    void everyDayIsThatOfJavaTime(String pattern, DateOrder order) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern);
        boolean time = pattern.contains("mm");
        for (LocalDate day = LocalDate.of(1999, 12, 1);
                day.getYear() < 2002;
                day = day.plusDays(1)) {
            LocalDateTime written = day.atTime(time ? 7 : 0, time ? 5 : 0);

            assertThat(minutes(format.format(written), order))
                    .as(format.format(written))
                    .isEqualTo(written.toEpochSecond(ZoneOffset.UTC) / 60);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.",
                "1.2",
                "1.2.",
                "31.02.2024",
                "1.13.2024",
                "0.1.2024",
                "1.0.2024",
                "1.2.24",
                "1.2.20245",
                "1.2/2024",
                "1.2.2024 ",
                "1.2.2024 7",
                "1.2.2024 7:5",
                "1.2.2024 24:00",
                "1.2.2024 07:60",
                "1.2.2024 07:05Z",
                "1.2.2024x",
                "x1.2.2024",
                "1..2024",
                "111.2.2024",
                "192.168.2024"
            })
    void refusesWhatIsNoDate(String text) {
        for (DateOrder order : List.of(DateOrder.YEAR_FIRST, DateOrder.DAY_FIRST)) {
            assertThat(minutes(text, order)).as(order.code()).isEqualTo(InstantParser.INVALID);
        }
    }

    @Test
    void itsPartsAreTakenAsTheyStand() throws RefusedRecordException {
        RowSchema schema =
                new RowSchema(
                        List.of(
                                new Column.Timestamp(
                                        "t",
                                        List.of(TimePart.DAY_OF_MONTH, TimePart.MONTH),
                                        new TimeNotation.Date(DateOrder.DAY_FIRST)),
                                new Column.Label("y", new LabelKind.Value())));
        DecodedRow row = Rows.decode(new CsvRowDecoder(schema), "31.12.2024,1", schema);

        assertThat(row.categorical()).containsExactly(31, 12);
        assertThat(Rows.refusal(new CsvRowDecoder(schema), "12/31/2024,1", schema).detail())
                .contains("'12/31/2024' is no date", "'written: date-month-first' takes it");
        RowSchema iso =
                new RowSchema(
                        List.of(
                                new Column.Timestamp("t", List.of(TimePart.MONTH)),
                                new Column.Label("y", new LabelKind.Value())));
        assertThat(Rows.refusal(new CsvRowDecoder(iso), "2024-12-31,1", iso).detail())
                .contains("is a date, and no ISO-8601 time", "'written: date' takes it");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-31, DATE",
        "31.12.2024, DAY_FIRST",
        "12/31/2024, MONTH_FIRST",
        "3/4/2024, DAY_OR_MONTH_FIRST",
        "2024-12-31 10:15, LOCAL_TIME",
        "2024-12-31T10:15Z, INSTANT",
        "20241231, NUMBER",
        "1.2, NUMBER",
        "1.2.3, TEXT",
    })
    void fieldsAreOfTheKindThatTheDecodersRead(String text, FieldKind kind) {
        byte[] bytes = text.getBytes(US_ASCII);

        assertThat(FieldKind.of(bytes, 0, bytes.length, DecimalMark.POINT)).isEqualTo(kind);
    }

    private static long minutes(String text, DateOrder order) {
        byte[] bytes = ("#" + text + "#").getBytes(US_ASCII);
        return DateParser.minutes(bytes, 1, bytes.length - 1, order);
    }
}
