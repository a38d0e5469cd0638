package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.SchemaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV lines, good and bad. */
class CsvRowDecoderTest {
    private static final String GOOD = "2001-01-01T23:01:00.000Z,33,1200,LAS,PHL";

    @Test
    void decodesEveryColumn() throws RefusedRecordException {
        DecodedRow row = Rows.csv(GOOD);

        assertThat(row.numeric()).containsExactly(1.0f);
        assertThat(row.label()).isEqualTo(1);
        assertThat(row.categorical()[0]).isEqualTo(1);
        assertThat(row.categorical()[1]).as("a Monday").isEqualTo(1);
        assertThat(row.categorical()[2]).isEqualTo(24);
        assertThat(row.categorical()[3]).isBetween(1, 64);
        assertThat(row.categorical()[4]).isEqualTo(2);
    }

    @Test
    void givesZeroAndTheFillForMissingValues() throws RefusedRecordException {
        DecodedRow row = Rows.csv(",15,,,\"\"");

        assertThat(row.numeric()).containsExactly(0.0f);
        assertThat(row.categorical()).containsExactly(0, 0, 0, 0, 0);
        assertThat(row.label()).as("15 is not above 15").isEqualTo(0);
    }

    @Test
    void givesZeroForAValueThatIsNotListed() throws RefusedRecordException {
        assertThat(Rows.csv("2001-01-01T23:01Z,33,1200,LAS,XXX").categorical()[4]).isZero();
    }

    @Test
    void readsQuotedFieldsAndLineEnds() throws RefusedRecordException {
        DecodedRow row =
                Rows.csv("\"2001-01-01T23:01:00.000Z\",\"33\",\"1200\",\"LAS\",\"PHL\"\r\n");

        assertThat(row.categorical()).containsExactly(Rows.csv(GOOD).categorical());
        assertThat(row.numeric()).containsExactly(1.0f);
    }

    @Test
    void takesCommasLineBreaksAndDoubledQuotesInsideQuotes() throws RefusedRecordException {
        RowSchema schema =
                new RowSchema(
                        List.of(
                                new Column.Label("y", new LabelKind.Value()),
                                new Column.Listed("t", List.of("a,\"b\"\nc"))));
        DecodedRow row = schema.newRow();
        new CsvRowDecoder(schema).decode("1,\"a,\"\"b\"\"\nc\"".getBytes(UTF_8), row);

        assertThat(row.categorical()).containsExactly(1);
    }

    @Test
    void followsTheHeadersOrder() throws RefusedRecordException {
        List<String> header = new ArrayList<>(Rows.FLIGHTS.names());
        Collections.reverse(header);

        DecodedRow row =
                Rows.decode(
                        new CsvRowDecoder(Rows.FLIGHTS, header),
                        "PHL,LAS,1200,33,2001-01-01T23:01:00.000Z");

        assertThat(row.categorical()).containsExactly(Rows.csv(GOOD).categorical());
    }

    @Test
    void refusesAHeaderThatDoesNotFitTheSchema() {
        SchemaException refusal =
                catchThrowableOfType(
                        SchemaException.class,
                        () ->
                                new CsvRowDecoder(
                                        Rows.FLIGHTS,
                                        List.of("date", "date", "delay", "distance", "carrier")));

        assertThat(refusal.faults()).hasSize(4);
        assertThat(refusal).hasMessageContainingAll("'date' is there twice", "'carrier'", "origin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    2001-01-01T23:01:00.000Z,33,1200,LAS         | missing-column     | 4 of 5 columns, 'destination'
                    33,1200,LAS,PHL                              | missing-column     | 4 of 5
                    2001-01-01T23:01:00.000Z,33,1200,LAS,PHL,    | extra-column       | 6 columns instead of 5
                    2001-01-01T23:01:00.000Z,33,NA,LAS,PHL       | wrong-type         | column 'distance': 'NA' is no number; if that says that it is missing, name it in the column's 'nulls'
                    2001-01-01T23:01:00.000Z,33,NaN,LAS,PHL      | not-finite         | column 'distance': 'NaN'
                    2001-01-01T23:01:00.000Z,33,-Infinity,LAS,X  | not-finite         | column 'distance': '-Infinity'
                    2001-01-01T23:01:00.000Z,33,1e45,LAS,PHL     | not-finite         | column 'distance': '1e45'
                    2001-01-01T23:01:00.000Z,33,1e400,LAS,PHL    | not-finite         | column 'distance': '1e400'
                    2001-01-01T23:01:00.000Z,,1200,LAS,PHL       | missing-value      | column 'delay' has no value
                    2001-02-30T23:01:00.000Z,33,1200,LAS,PHL     | wrong-type         | column 'date': '2001-02-30T23:01:00.000Z'
                    2001-01-01T23:01:00.000Z,33, 1200,LAS,PHL    | wrong-type         | column 'distance': ' 1200'
                    2001-01-01T23:01:00.000Z,33,0x10,LAS,PHL     | wrong-type         | column 'distance': '0x10'
                    2001-01-01T23:01:00.000Z,33,1200,"LAS,PHL    | malformed          | a quote that is not closed
                    2001-01-01T23:01:00.000Z,33,1200,LA"S,PHL    | malformed          | outside quotes
                    2001-01-01T23:01:00.000Z,33,1200,"LAS"x,PHL  | malformed          | text behind it
                    """)
    void refusesWithReasonColumnAndValue(String line, String reason, String detail) {
        RefusedRecordException refusal = Rows.refusal(new CsvRowDecoder(Rows.FLIGHTS), line);

        assertThat(refusal.reason().code()).isEqualTo(reason);
        assertThat(refusal.detail()).contains(detail);
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @Test
    void refusesEmptyRecords() {
        CsvRowDecoder decoder = new CsvRowDecoder(Rows.FLIGHTS);
        assertThatThrownBy(() -> decoder.decode(null, Rows.FLIGHTS.newRow()))
                .hasMessageContaining("empty-record");
        assertThat(Rows.refusal(decoder, "").reason()).isEqualTo(RefusalReason.EMPTY_RECORD);
        assertThat(Rows.refusal(decoder, "\r\n").reason()).isEqualTo(RefusalReason.EMPTY_RECORD);
    }

    @Test
    void refusesLabelsThatAreNoClass() throws RefusedRecordException {
        RowSchema schema =
                new RowSchema(
                        List.of(
                                new Column.Label("y", new LabelKind.Classes(10)),
                                Column.Numeric.unscaled("x")));
        CsvRowDecoder decoder = new CsvRowDecoder(schema);

        for (String label : List.of("10", "-1", "2.5", "1e30")) {
            assertThat(Rows.refusal(decoder, label + ",1"))
                    .hasMessageContaining("label-out-of-range: label 'y': '" + label + "'");
        }
        DecodedRow row = schema.newRow();
        decoder.decode("9.0,1".getBytes(UTF_8), row);
        assertThat(row.label()).isEqualTo(9);
    }

    @Test
    void keepsDetailsShortAndPrintable() {
        RefusedRecordException refusal =
                Rows.refusal(
                        new CsvRowDecoder(Rows.FLIGHTS),
                        "2001-01-01T23:01:00.000Z,33,\t" + "9".repeat(1_000_000) + "x,LAS,PHL");

        assertThat(refusal.detail()).hasSizeLessThan(200).contains("'?999").contains("...'");
    }
}
