package io.ratchet.kafka.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.format.ForeignValue;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.text.Excerpt;
import io.ratchet.kafka.text.JsonReading;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes rows whose record is one flat JSON object with the schema's names as its fields.
 *
 * <p>A field that is null, or an empty text, is a missing value; so is one that is not there at all
 * where its column says that it may be absent. Otherwise that is a missing column, and refused.
 * Fields that the schema does not name are passed over, so that producers may add some. A category
 * may be a text, a number or a boolean; a number must be a number, a time a text, or a number where
 * it is written as one.
 */
public final class JsonRowDecoder implements RowDecoder {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Field[] required;
    private final Utf8Buffer text = new Utf8Buffer();
    private long record;
    private int expected;

    /** A decoder of rows of the schema. */
    public JsonRowDecoder(RowSchema schema) {
        this(schema, FieldObserver.NONE);
    }

    /** The same, for somebody who watches what is taken. */
    public JsonRowDecoder(RowSchema schema, FieldObserver observer) {
        Map<String, FieldEncoder> encoders = FieldEncoders.of(schema, DecimalMark.POINT, observer);
        schema.columns().forEach(column -> add(column, encoders.get(column.name())));
        required = fields.values().toArray(Field[]::new);
    }

    private void add(Column column, @Nullable FieldEncoder encoder) {
        if (encoder != null && !(encoder instanceof FieldEncoder.None)) {
            fields.put(column.name(), new Field(column, encoder));
        }
    }

    @Override
    public void decode(byte @Nullable [] value, DecodedRow into) throws RefusedRecordException {
        if (value == null || value.length == 0) {
            throw new RefusedRecordException(RefusalReason.EMPTY_RECORD, "the value is empty");
        }
        record++;
        expected = 0;
        try (JsonParser parser = JsonReading.FACTORY.createParser(value)) {
            decodeObject(parser, value, into);
            if (parser.nextToken() != null) {
                throw malformed(value, "there is more behind the object");
            }
        } catch (IOException broken) {
            throw malformed(value, String.valueOf(broken.getMessage()));
        }
        for (Field field : required) {
            if (field.seenInRecord == record) {
                continue;
            }
            if (field.mayBeAbsent) {
                field.encoder.encodeMissing(into);
            } else {
                throw new RefusedRecordException(
                        RefusalReason.MISSING_COLUMN, "column '" + field.name + "' is not there");
            }
        }
    }

    private void decodeObject(JsonParser parser, byte[] value, DecodedRow into)
            throws IOException, RefusedRecordException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new RefusedRecordException(
                    RefusalReason.MALFORMED,
                    "the value is no JSON object" + ForeignValue.hintOnJson(value));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Field field = field(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (field.seenInRecord == record) {
                throw new RefusedRecordException(
                        RefusalReason.MALFORMED, "column '" + field.name + "' is there twice");
            } else {
                field.seenInRecord = record;
                decodeField(parser, token, field, into);
            }
        }
    }

    /** Most records have the fields in the schema's order: a look at the next one is enough. */
    private @Nullable Field field(String name) {
        if (expected < required.length && required[expected].name.equals(name)) {
            return required[expected++];
        }
        return fields.get(name);
    }

    private void decodeField(JsonParser parser, JsonToken token, Field field, DecodedRow into)
            throws IOException, RefusedRecordException {
        FieldEncoder encoder = field.encoder;
        boolean taken =
                switch (token) {
                    case VALUE_NULL -> true;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> encoder.takesNumbers();
                    case VALUE_STRING -> encoder.takesText();
                    case VALUE_TRUE, VALUE_FALSE -> encoder.takesText() && encoder.takesNumbers();
                    default -> false;
                };
        if (!taken && !saysNothing(parser, token, encoder)) {
            throw wrongType(parser, token, field);
        }
        int length = token == JsonToken.VALUE_NULL ? 0 : parser.getTextLength();
        if (length == 0) {
            encoder.encodeMissing(into);
            return;
        }
        text.set(parser.getTextCharacters(), parser.getTextOffset(), length);
        encoder.encode(text.bytes(), 0, text.length(), into);
    }

    /** Whether it is a text that stands for a missing value, where only numbers are taken. */
    private boolean saysNothing(JsonParser parser, JsonToken token, FieldEncoder encoder)
            throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return false;
        }
        text.set(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        return encoder.standsForNothing(text.bytes(), 0, text.length());
    }

    private static RefusedRecordException wrongType(JsonParser parser, JsonToken token, Field field)
            throws IOException {
        String shown =
                token.isScalarValue()
                        ? Excerpt.of(parser.getText())
                        : token == JsonToken.START_ARRAY ? "an array" : "an object";
        return new RefusedRecordException(
                RefusalReason.WRONG_TYPE,
                "column '"
                        + field.name
                        + "': "
                        + shown
                        + (field.encoder.takesText() ? " is no text" : " is no number")
                        + (field.isLabel && token == JsonToken.VALUE_STRING
                                ? NumberRefusal.NAMED_CLASSES
                                : ""));
    }

    private static RefusedRecordException malformed(byte[] value, String what) {
        return new RefusedRecordException(
                RefusalReason.MALFORMED,
                Excerpt.of(what)
                        + " in "
                        + Excerpt.of(value, 0, value.length)
                        + ForeignValue.hintOnJson(value));
    }

    /** A declared field and the last record that had it. */
    private static final class Field {
        private final String name;
        private final FieldEncoder encoder;
        private final boolean mayBeAbsent;
        private final boolean isLabel;
        private long seenInRecord;

        private Field(Column column, FieldEncoder encoder) {
            this.name = column.name();
            this.encoder = encoder;
            this.mayBeAbsent = column.mayBeAbsent();
            this.isLabel = column instanceof Column.Label;
        }
    }
}
