package io.ratchet.kafka.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.ratchet.kafka.text.JsonReading;
import java.io.IOException;
import java.util.Arrays;

/** How JSON lies in a text, told by the text's beginning. */
enum JsonShape {
    /** It is none. */
    NONE,
    /** One object a line. */
    LINES,
    /** Objects over several lines, or an array of them. */
    VALUES;

    static JsonShape of(byte[] beginning) {
        int from = 0;
        while (from < beginning.length && isBlank(beginning[from])) {
            from++;
        }
        if (from == beginning.length || (beginning[from] != '{' && beginning[from] != '[')) {
            return NONE;
        }
        if (!beginsWell(beginning, from)) {
            return NONE;
        }
        int to = from;
        while (to < beginning.length && beginning[to] != '\n' && beginning[to] != '\r') {
            to++;
        }
        return JsonObjects.isObject(Arrays.copyOfRange(beginning, from, to)) ? LINES : VALUES;
    }

    /** Whether what follows the first bracket may do so. */
    private static boolean beginsWell(byte[] text, int from) {
        try (JsonParser parser = JsonReading.FACTORY.createParser(text, from, text.length - from)) {
            JsonToken first = parser.nextToken();
            JsonToken second = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                return second == JsonToken.FIELD_NAME || second == JsonToken.END_OBJECT;
            }
            parser.nextToken();
            return true;
        } catch (JsonEOFException more) {
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    static boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || value == '\n' || value == '\r';
    }
}
