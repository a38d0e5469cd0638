package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a missing value, in both formats: empty, null, a text that says so, or not there. */
class MissingValuesTest {
    private static final List<String> NULLS = List.of("NA", "-", "-999");
    private static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column.Numeric("n", 1, 2, new MissingNumber.Fill(7), NULLS),
                            new Column.Timestamp(
                                    "t",
                                    List.of(TimePart.MONTH),
                                    new TimeNotation.Date(DateOrder.YEAR_FIRST),
                                    NULLS,
                                    true),
                            new Column.Hashed("h", 8, true),
                            new Column.Listed("l", List.of("a"), true),
                            new Column.Label("y", new LabelKind.Value())));

    private final List<String> told = new ArrayList<>();
    private final FieldObserver observer =
            new FieldObserver() {
                @Override
                public void value(int column, byte[] bytes, int from, int to) {
                    told.add(column + "=" + new String(bytes, from, to - from, UTF_8));
                }

                @Override
                public void missing(int column) {
                    told.add(column + " missing");
                }
            };

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",,,,1",
                "NA,NA,,,1",
                "-,-,,,1",
                "-999,-999,,,1",
                "\"NA\",\"-\",\"\",,1",
                "{\"y\":1}",
                "{\"n\":null,\"t\":null,\"h\":null,\"l\":null,\"y\":1}",
                "{\"t\":\"\",\"h\":\"\",\"y\":1}",
                "{\"n\":\"NA\",\"t\":\"-\",\"y\":1}",
                "{\"n\":-999,\"y\":1}"
            })
    void isTheSameHoweverItIsWritten(String record) throws RefusedRecordException {
        DecodedRow row = SCHEMA.newRow();

        decoder(record).decode(record.getBytes(UTF_8), row);

        assertThat(row.numeric()).containsExactly(3);
        assertThat(row.categorical()).containsExactly(0, 0, 0);
        assertThat(told).contains("0 missing", "1 missing", "2 missing", "3 missing", "4=1");
    }

    @Test
    void aRowBeforeLeavesNothing() throws RefusedRecordException {
        DecodedRow row = SCHEMA.newRow();
        JsonRowDecoder decoder = new JsonRowDecoder(SCHEMA);
        decoder.decode(
                "{\"n\":5,\"t\":\"2024-02-01\",\"h\":\"x\",\"l\":\"a\",\"y\":1}".getBytes(UTF_8),
                row);
        assertThat(row.categorical()[0]).isEqualTo(2);
        assertThat(row.categorical()[2]).isEqualTo(1);

        decoder.decode("{\"y\":1}".getBytes(UTF_8), row);

        assertThat(row.numeric()).containsExactly(3);
        assertThat(row.categorical()).containsExactly(0, 0, 0);
    }

    @Test
    void otherTextsAreNone() {
        assertThat(Rows.refusal(decoder("x,,,,1"), "x,,,,1", SCHEMA).detail())
                .contains("'x' is no number");
        assertThat(Rows.refusal(decoder("{"), "{\"n\":\"5\",\"y\":1}", SCHEMA).detail())
                .contains("'5' is no number");
        assertThat(Rows.refusal(decoder("{"), "{\"n\":1}", SCHEMA).detail())
                .contains("column 'y' is not there");
    }

    @Test
    void absenceIsAFaultWhereNothingSaysOtherwise() {
        RowSchema strict =
                new RowSchema(
                        List.of(
                                new Column.Hashed("h", 8),
                                new Column.Label("y", new LabelKind.Value())));

        assertThat(Rows.refusal(new JsonRowDecoder(strict), "{\"y\":1}", strict).detail())
                .contains("column 'h' is not there");
    }

    private RowDecoder decoder(String record) {
        return record.startsWith("{")
                ? new JsonRowDecoder(SCHEMA, observer)
                : new CsvRowDecoder(SCHEMA, SCHEMA.names(), CsvSyntax.RFC_4180, observer);
    }
}
