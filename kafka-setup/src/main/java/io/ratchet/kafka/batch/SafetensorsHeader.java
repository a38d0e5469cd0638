package io.ratchet.kafka.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.text.Excerpt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON header of a safetensors file. */
final class SafetensorsHeader {
    private static final JsonFactory JSON = new JsonFactory();

    /** More dimensions than any tensor has; keeps a hostile header from costing memory. */
    private static final int RANK_LIMIT = 32;

    private final JsonParser parser;
    private final List<SafetensorsEntry> entries = new ArrayList<>();

    private SafetensorsHeader(JsonParser parser) {
        this.parser = parser;
    }

    static List<SafetensorsEntry> read(byte[] file, int from, int length)
            throws RefusedRecordException {
        if (file[from] != '{') {
            throw malformed("the header does not begin with '{'");
        }
        try (JsonParser parser = JSON.createParser(file, from, length)) {
            SafetensorsHeader header = new SafetensorsHeader(parser);
            header.readObject();
            return header.entries;
        } catch (IOException broken) {
            throw malformed(
                    "the header is no JSON: " + Excerpt.of(String.valueOf(broken.getMessage())));
        }
    }

    private void readObject() throws IOException, RefusedRecordException {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        Set<String> names = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw malformed("the name " + Excerpt.of(name) + " is there twice");
            }
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            if (name.equals(Safetensors.METADATA)) {
                parser.skipChildren();
            } else {
                entries.add(readEntry(name));
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("there is more behind the header's object");
        }
    }

    private SafetensorsEntry readEntry(String name) throws IOException, RefusedRecordException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(token, JsonToken.VALUE_STRING);
                    type = parser.getText();
                }
                case "shape" -> shape = readNumbers(token);
                case "data_offsets" -> offsets = readNumbers(token);
                default -> throw malformed("unknown field " + Excerpt.of(field));
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw malformed(
                    "tensor " + Excerpt.of(name) + " lacks its dtype, shape or data_offsets");
        }
        TensorType known = TensorType.ofName(type).orElse(null);
        if (known == null) {
            throw new RefusedRecordException(
                    RefusalReason.WRONG_TYPE,
                    "safetensors: tensor "
                            + Excerpt.of(name)
                            + " has dtype "
                            + Excerpt.of(type)
                            + ", this build reads "
                            + Arrays.toString(TensorType.values()));
        }
        return SafetensorsEntry.checked(name, known, shape, offsets);
    }

    private long[] readNumbers(JsonToken token) throws IOException, RefusedRecordException {
        expect(token, JsonToken.START_ARRAY);
        long[] numbers = new long[4];
        int count = 0;
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
            expect(next, JsonToken.VALUE_NUMBER_INT);
            if (count == RANK_LIMIT) {
                throw malformed("a list of more than " + RANK_LIMIT + " numbers");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = parser.getLongValue();
            next = parser.nextToken();
        }
        return Arrays.copyOf(numbers, count);
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected)
            throws RefusedRecordException {
        if (token != expected) {
            throw malformed("the header has " + token + " in the place of " + expected);
        }
    }

    private static RefusedRecordException malformed(String what) {
        return new RefusedRecordException(RefusalReason.MALFORMED, "safetensors: " + what);
    }
}
