package io.ratchet.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.tensor.SafetensorsException.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a safetensors header, as it comes from somebody else. */
final class HeaderReader {
    private static final JsonFactory JSON = new JsonFactory();

    /** More dimensions than any tensor has; keeps a hostile header from costing memory. */
    private static final int RANK_LIMIT = 32;

    private static final int SHOWN_CHARACTERS = 48;

    private final JsonParser parser;
    private final List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();

    private HeaderReader(JsonParser parser) {
        this.parser = parser;
    }

    static HeaderReader read(byte[] bytes, int from, int length) throws SafetensorsException {
        if (length == 0 || bytes[from] != '{') {
            throw malformed("the header is no JSON object: it does not begin with '{'");
        }
        try (JsonParser parser = JSON.createParser(bytes, from, length)) {
            HeaderReader reader = new HeaderReader(parser);
            reader.readObject();
            return reader;
        } catch (IOException broken) {
            throw malformed(
                    "the header is not JSON, or no JSON of numbers in range: "
                            + shown(String.valueOf(broken.getMessage())));
        }
    }

    /** The tensors, in the order of the JSON. */
    List<SafetensorsHeader.Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void readObject() throws IOException, SafetensorsException {
        parser.nextToken();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw twice(name);
            }
            JsonToken token = parser.nextToken();
            boolean isMetadata = name.equals(SafetensorsHeader.METADATA);
            if (token != JsonToken.START_OBJECT) {
                throw isMetadata
                        ? other("the header's metadata are no texts", token, JsonToken.START_OBJECT)
                        : other(
                                name,
                                "dtype, shape or data_offsets",
                                token,
                                JsonToken.START_OBJECT);
            }
            if (isMetadata) {
                readMetadata();
            } else {
                entries.add(readEntry(name));
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("there is more behind the header's object");
        }
    }

    /** Texts; what is none counts as the text that it is written as, or as an empty one. */
    private void readMetadata() throws IOException, SafetensorsException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isScalar = parser.nextToken().isScalarValue();
            String text = isScalar ? parser.getText() : "";
            parser.skipChildren();
            if (metadata.put(name, text) != null) {
                throw twice(name);
            }
        }
    }

    private SafetensorsHeader.Entry readEntry(String name)
            throws IOException, SafetensorsException {
        String type = null;
        List<Integer> shape = null;
        long[] offsets = null;
        Set<String> fields = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (!fields.add(field)) {
                throw twice(field);
            }
            JsonToken token = parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(JsonToken.VALUE_STRING, token, name, field);
                    type = parser.getText();
                }
                case "shape" -> shape = readShape(name, token);
                case "data_offsets" -> offsets = readOffsets(name, token);
                default ->
                        throw malformed(
                                "unknown field " + shown(field) + " of tensor " + shown(name));
            }
        }
        if (type == null || shape == null || offsets == null) {
            String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw malformed(
                    "tensor "
                            + shown(name)
                            + " has no "
                            + missing
                            + "; what lacks its dtype, shape or data_offsets is no tensor");
        }
        return checked(name, known(name, type), shape, offsets);
    }

    private static TensorType known(String name, String code) throws SafetensorsException {
        TensorType known = TensorType.ofCode(code).orElse(null);
        if (known == null) {
            throw new SafetensorsException(
                    Fault.UNKNOWN_TYPE,
                    "Unknown tensor type "
                            + shown(code)
                            + ": tensor "
                            + shown(name)
                            + " has it as its dtype, this build reads "
                            + Arrays.stream(TensorType.values()).map(TensorType::code).toList());
        }
        return known;
    }

    private static SafetensorsHeader.Entry checked(
            String name, TensorType type, List<Integer> shape, long[] offsets)
            throws SafetensorsException {
        SafetensorsHeader.Entry entry = new SafetensorsHeader.Entry(name, type, shape, offsets[0]);
        try {
            if (offsets[1] != entry.end()) {
                throw malformed(
                        described(entry)
                                + " needs "
                                + entry.byteCount()
                                + " bytes: it does not fill its data_offsets "
                                + shown(Arrays.toString(offsets)));
            }
            return entry;
        } catch (ArithmeticException overflow) {
            throw malformed("tensor " + shown(name) + " is too large: " + described(entry));
        }
    }

    private static String described(SafetensorsHeader.Entry entry) {
        return "tensor "
                + shown(entry.name())
                + " of "
                + entry.type().code()
                + shown(entry.shape().toString());
    }

    private List<Integer> readShape(String name, JsonToken first)
            throws IOException, SafetensorsException {
        expect(JsonToken.START_ARRAY, first, name, "shape");
        List<Integer> extents = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw other(extent(name), token, JsonToken.VALUE_NUMBER_INT);
            }
            if (parser.getNumberType() != JsonParser.NumberType.INT) {
                throw malformed(extent(name) + ", which no int holds");
            }
            if (extents.size() == RANK_LIMIT) {
                throw malformed(
                        "tensor "
                                + shown(name)
                                + " has a list of more than "
                                + RANK_LIMIT
                                + " numbers as its shape");
            }
            int extent = parser.getIntValue();
            if (extent < 0) {
                throw malformed("Negative extent " + extent + " of tensor " + shown(name));
            }
            extents.add(extent);
            token = parser.nextToken();
        }
        return extents;
    }

    private long[] readOffsets(String name, JsonToken first)
            throws IOException, SafetensorsException {
        String field = "data_offsets";
        expect(JsonToken.START_ARRAY, first, name, field);
        expect(JsonToken.VALUE_NUMBER_INT, parser.nextToken(), name, field);
        long begin = parser.getLongValue();
        expect(JsonToken.VALUE_NUMBER_INT, parser.nextToken(), name, field);
        long end = parser.getLongValue();
        expect(JsonToken.END_ARRAY, parser.nextToken(), name, field);
        return new long[] {begin, end};
    }

    private String extent(String name) throws IOException {
        String quoted = shown(parser.getText());
        return "tensor "
                + shown(name)
                + " has an extent "
                + quoted.substring(1, quoted.length() - 1);
    }

    private static void expect(
            JsonToken expected, @Nullable JsonToken token, String name, String field)
            throws SafetensorsException {
        if (token != expected) {
            throw other(name, field, token, expected);
        }
    }

    private static SafetensorsException other(
            String name, String field, @Nullable JsonToken token, JsonToken expected) {
        return other("tensor " + shown(name) + " has no " + field, token, expected);
    }

    private static SafetensorsException other(
            String what, @Nullable JsonToken token, JsonToken expected) {
        return malformed(what + ": the header has " + token + " in the place of " + expected);
    }

    private static SafetensorsException twice(String name) {
        return malformed(
                "Duplicate field " + shown(name) + ": the name " + shown(name) + " is there twice");
    }

    private static SafetensorsException malformed(String what) {
        return new SafetensorsException(Fault.MALFORMED, what);
    }

    /** A text of somebody else for a message: quoted, cut, without control characters. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("'");
        int length = Math.min(text.length(), SHOWN_CHARACTERS);
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            shown.append(Character.isISOControl(character) ? '?' : character);
        }
        return shown.append(text.length() > length ? "...'" : "'").toString();
    }
}
