package io.ratchet.kafka.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON rows, good and bad. */
class JsonRowDecoderTest {
    private static final String GOOD =
            "{\"date\":\"2001-01-01T23:01:00Z\",\"delay\":33,\"distance\":1200,"
                    + "\"origin\":\"LAS\",\"destination\":\"PHL\"}";

    @Test
    void givesWhatCsvGives() throws RefusedRecordException {
        DecodedRow fromCsv = Rows.csv("2001-01-01T23:01:00.000Z,33,1200,LAS,PHL");

        DecodedRow row = Rows.json(GOOD);

        assertThat(row.numeric()).containsExactly(fromCsv.numeric());
        assertThat(row.categorical()).containsExactly(fromCsv.categorical());
        assertThat(row.label()).isEqualTo(fromCsv.label());
    }

    @Test
    void passesOverFieldsThatAreNotDeclared() throws RefusedRecordException {
        DecodedRow row =
                Rows.json(GOOD.replace("\"delay\"", "\"more\":{\"delay\":[1,{}]},\"delay\""));

        assertThat(row.label()).isEqualTo(1);
    }

    @Test
    void takesNullForMissing() throws RefusedRecordException {
        DecodedRow row =
                Rows.json(
                        "{\"date\":null,\"delay\":1,\"distance\":null,\"origin\":null,"
                                + "\"destination\":\"\"}");

        assertThat(row.numeric()).containsExactly(0);
        assertThat(row.categorical()).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void hashesTextBeyondAsciiAsItsUtf8Bytes() throws RefusedRecordException {
        for (String origin : new String[] {"Zürich", "大阪", "\uD83D\uDE80", "\\u00fc"}) {
            String text = origin.startsWith("\\") ? "ü" : origin;
            assertThat(Rows.json(GOOD.replace("LAS", origin)).categorical()[3])
                    .isEqualTo(Rows.csv("2001-01-01T23:01Z,1,1," + text + ",PHL").categorical()[3]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    "delay":33            | "delay":"33"            | wrong-type     | column 'delay': '33' is no number
                    "distance":1200       | "distance":true         | wrong-type     | column 'distance': 'true'
                    "distance":1200       | "distance":[1]          | wrong-type     | column 'distance': an array
                    "distance":1200       | "distance":NaN          | not-finite     | column 'distance': 'NaN'
                    "distance":1200       | "distance":-Infinity    | not-finite     | column 'distance': '-Infinity'
                    "distance":1200       | "distance":1e300        | not-finite     | column 'distance': '1e300'
                    "date":"2001          | "date":"13/2001         | wrong-type     | column 'date': '13/2001
                    "date":"2001-01-01T23:01:00Z" | "date":5        | wrong-type     | column 'date': '5' is no text
                    "delay":33,           |                         | missing-column | column 'delay' is not there
                    "delay":33            | "delay":null            | missing-value  | column 'delay'
                    "delay":33            | "delay":33,"delay":33   | malformed      | column 'delay' is there twice
                    "delay":33            | "delay":33,,            | malformed      | Unexpected character
                    "PHL"}                | "PHL"                   | malformed      | Unexpected end
                    "PHL"}                | "PHL"}{                 | malformed      | more behind
                    "PHL"}                | "PHL"}]                 | malformed      | Unexpected close
                    {                     | [                       | malformed      | no JSON object
                    """)
    void refusesWithReasonColumnAndValue(String old, String now, String reason, String detail) {
        String bad = GOOD.replace(old, now == null ? "" : now);

        RefusedRecordException refusal = Rows.refusal(new JsonRowDecoder(Rows.FLIGHTS), bad);

        assertThat(refusal.reason().code()).isEqualTo(reason);
        assertThat(refusal.detail()).contains(detail);
    }

    @Test
    void refusesEmptyRecords() {
        JsonRowDecoder decoder = new JsonRowDecoder(Rows.FLIGHTS);
        assertThatThrownBy(() -> decoder.decode(null, Rows.FLIGHTS.newRow()))
                .hasMessageContaining("empty-record");
        assertThat(Rows.refusal(decoder, "").reason()).isEqualTo(RefusalReason.EMPTY_RECORD);
    }

    @Test
    void goesOnWithGoodRecordsAfterABadOne() throws RefusedRecordException {
        JsonRowDecoder decoder = new JsonRowDecoder(Rows.FLIGHTS);
        Rows.refusal(decoder, "{\"delay\":1");

        assertThat(Rows.decode(decoder, GOOD).label()).isEqualTo(1);
    }
}
