package io.ratchet.training.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.training.tensor.HostTensor;
import io.ratchet.training.tensor.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file: a JSON object that says where each tensor's bytes lie.
 *
 * @param entries the tensors in the order of their bytes, without gaps
 * @param metadata free text under {@code __metadata__}
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * One tensor.
     *
     * @param begin where its bytes begin, counted from the end of the header
     */
    record Entry(String name, TensorType type, List<Integer> shape, long begin) {
        Entry {
            shape = List.copyOf(shape);
        }

        long byteCount() {
            return Math.multiplyExact(HostTensor.elementCount(shape), (long) type.bytes());
        }

        long end() {
            return Math.addExact(begin, byteCount());
        }
    }

    SafetensorsHeader {
        entries = List.copyOf(entries);
        metadata = Map.copyOf(metadata);
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new IllegalArgumentException(
                        "the bytes of tensor '"
                                + entry.name()
                                + "' begin at "
                                + entry.begin()
                                + ", not where those before them end, at "
                                + end);
            }
            end = entry.end();
        }
    }

    /** Bytes of all tensors. */
    long dataByteCount() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /** The JSON, padded with spaces so that the tensors' bytes are aligned. */
    byte[] encode() {
        ObjectNode json = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = json.putObject(METADATA);
            new TreeMap<>(metadata).forEach(texts::put);
        }
        for (Entry entry : entries) {
            ObjectNode tensor = json.putObject(entry.name());
            tensor.put("dtype", entry.type().code());
            entry.shape().forEach(tensor.putArray("shape")::add);
            tensor.putArray("data_offsets").add(entry.begin()).add(entry.end());
        }
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = Arrays.copyOf(bytes, padded);
        Arrays.fill(header, bytes.length, padded, (byte) ' ');
        return header;
    }

    /**
     * Reads the JSON.
     *
     * @throws IllegalArgumentException where it is not a safetensors header, with the reason
     */
    static SafetensorsHeader decode(byte[] bytes) {
        JsonNode json;
        try {
            json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the header is not JSON: " + e.getOriginalMessage(), e);
        }
        require(json.isObject(), "the header is no JSON object");
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getKey().equals(METADATA)) {
                for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
                    metadata.put(text.getKey(), text.getValue().asText());
                }
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, JsonNode json) {
        JsonNode shape = json.path("shape");
        JsonNode offsets = json.path("data_offsets");
        require(json.path("dtype").isTextual(), "tensor '" + name + "' has no dtype");
        require(shape.isArray(), "tensor '" + name + "' has no shape");
        require(
                offsets.size() == 2 && offsets.get(0).canConvertToLong(),
                "tensor '" + name + "' has no data_offsets");
        List<Integer> extents = new ArrayList<>();
        for (JsonNode extent : shape) {
            require(
                    extent.isIntegralNumber() && extent.canConvertToInt(),
                    "tensor '" + name + "' has an extent " + extent);
            extents.add(extent.intValue());
        }
        TensorType type = TensorType.ofCode(json.path("dtype").textValue());
        Entry entry = new Entry(name, type, extents, offsets.get(0).longValue());
        try {
            require(
                    offsets.get(1).canConvertToLong() && offsets.get(1).longValue() == entry.end(),
                    "tensor '" + name + "' does not fill its data_offsets " + offsets);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("tensor '" + name + "' is too large: " + extents, e);
        }
        return entry;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
