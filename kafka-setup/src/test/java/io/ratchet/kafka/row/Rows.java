package io.ratchet.kafka.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.TimePart;
import java.util.List;

/** A schema like that of the flights data, and short ways to decode rows of it. */
public final class Rows {
    public static final RowSchema FLIGHTS =
            new RowSchema(
                    List.of(
                            new Column.Timestamp(
                                    "date",
                                    List.of(TimePart.MONTH, TimePart.DAY_OF_WEEK, TimePart.HOUR)),
                            new Column.Label("delay", new LabelKind.Above(15)),
                            new Column.Numeric("distance", 700, 500, new MissingNumber.Fill(700)),
                            new Column.Hashed("origin", 64),
                            new Column.Listed("destination", List.of("LAX", "PHL", "SAV"))));

    private Rows() {}

    public static DecodedRow csv(String line) throws RefusedRecordException {
        return decode(new CsvRowDecoder(FLIGHTS), line);
    }

    public static DecodedRow json(String object) throws RefusedRecordException {
        return decode(new JsonRowDecoder(FLIGHTS), object);
    }

    public static DecodedRow decode(RowDecoder decoder, String value)
            throws RefusedRecordException {
        return decode(decoder, value, FLIGHTS);
    }

    public static DecodedRow decode(RowDecoder decoder, String value, RowSchema schema)
            throws RefusedRecordException {
        DecodedRow row = schema.newRow();
        decoder.decode(value.getBytes(UTF_8), row);
        return row;
    }

    public static RefusedRecordException refusal(RowDecoder decoder, String value) {
        return refusal(decoder, value, FLIGHTS);
    }

    public static RefusedRecordException refusal(
            RowDecoder decoder, String value, RowSchema schema) {
        return catchThrowableOfType(
                RefusedRecordException.class, () -> decode(decoder, value, schema));
    }
}
