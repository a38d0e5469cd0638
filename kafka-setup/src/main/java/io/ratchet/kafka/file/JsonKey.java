package io.ratchet.kafka.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.text.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the key from a field of a flat JSON object: the text of its value. */
record JsonKey(String field) implements KeyExtractor {
    @Override
    public byte @Nullable [] keyOf(byte[] value) {
        try (JsonParser parser = JsonReading.FACTORY.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(field);
                JsonToken token = parser.nextToken();
                if (found) {
                    return token.isScalarValue() && token != JsonToken.VALUE_NULL
                            ? parser.getText().getBytes(StandardCharsets.UTF_8)
                            : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException broken) {
            return null;
        }
    }
}
