package io.ratchet.kafka.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.text.JsonReading;
import java.io.IOException;
import java.util.Optional;

/** What a loader has to know of a JSON text that is one record. */
final class JsonObjects {
    private JsonObjects() {}

    /** Whether the text is one object and nothing else. */
    static boolean isObject(byte[] text) {
        try (JsonParser parser = JsonReading.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }

    /**
     * The field in which an object seems to hold the rows that it should be one of: an array of
     * objects, or one object for each column.
     */
    static Optional<String> fieldWithRows(byte[] object) {
        String firstField = null;
        boolean onlyObjects = true;
        try (JsonParser parser = JsonReading.FACTORY.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                firstField = firstField == null ? field : firstField;
                JsonToken value = parser.nextToken();
                onlyObjects &= value == JsonToken.START_OBJECT;
                if (value == JsonToken.START_ARRAY) {
                    JsonToken element = parser.nextToken();
                    if (element == JsonToken.START_OBJECT || element == JsonToken.START_ARRAY) {
                        return Optional.of(field);
                    }
                    while (element != JsonToken.END_ARRAY) {
                        parser.skipChildren();
                        element = parser.nextToken();
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException broken) {
            return Optional.empty();
        }
        return onlyObjects ? Optional.ofNullable(firstField) : Optional.empty();
    }
}
