package io.ratchet.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ratchet.tensor.SafetensorsException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file: a JSON object that says where each tensor's bytes lie. In the
 * file, eight bytes with the header's length stand before it, and the tensors' bytes behind it.
 *
 * <p>Source: the format's description and reference implementation at huggingface/safetensors.
 *
 * @param entries the tensors in the order of their bytes, without gaps
 * @param metadata free text under {@code __metadata__}
 */
public record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    /** Under this name a header holds free text: no tensor can have it. */
    public static final String METADATA = "__metadata__";

    /** Bytes of the header's length, which stands before it. */
    public static final int LENGTH_BYTES = Long.BYTES;

    /** The longest header that is read, as in the reference implementation. */
    private static final int MOST_BYTES = 100_000_000;

    private static final int FEWEST_BYTES = 2;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * One tensor.
     *
     * @param begin where its bytes begin, counted from the end of the header
     */
    public record Entry(String name, TensorType type, List<Integer> shape, long begin) {
        public Entry {
            shape = List.copyOf(shape);
        }

        /**
         * Bytes of the tensor.
         *
         * @throws IllegalArgumentException if an extent is negative
         * @throws ArithmeticException if they are more than a long counts
         */
        public long byteCount() {
            return Math.multiplyExact(HostTensor.elementCount(shape), (long) type.bytes());
        }

        /** Where its bytes end, counted from the end of the header. */
        public long end() {
            return Math.addExact(begin, byteCount());
        }
    }

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if tensors overlap or leave a gap
     */
    public SafetensorsHeader {
        entries = List.copyOf(entries);
        metadata = Map.copyOf(metadata);
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new IllegalArgumentException(
                        "the bytes of tensor "
                                + HeaderReader.shown(entry.name())
                                + " begin at "
                                + entry.begin()
                                + ", not where those before them end: instead of "
                                + end
                                + " (tensors overlap or leave a gap)");
            }
            end = entry.end();
        }
    }

    /** Bytes of all tensors. */
    public long dataByteCount() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /**
     * The header's length, as it was read from the beginning of a file.
     *
     * @param written what stands there
     * @param fileByteCount bytes of the whole file
     * @throws SafetensorsException if no header is of that length, or the file has fewer bytes
     */
    public static int checkedLength(long written, long fileByteCount) throws SafetensorsException {
        if (written < FEWEST_BYTES || written > MOST_BYTES) {
            throw new SafetensorsException(
                    Fault.MALFORMED,
                    "header length "
                            + Long.toUnsignedString(written)
                            + " is not in "
                            + FEWEST_BYTES
                            + ".."
                            + MOST_BYTES);
        }
        if (written > fileByteCount - LENGTH_BYTES) {
            throw new SafetensorsException(
                    Fault.TRUNCATED,
                    "a header of " + written + " bytes in a file of " + fileByteCount + " bytes");
        }
        return (int) written;
    }

    /**
     * Reads the JSON. Refused is whatever is no JSON object from its first byte to its last, has a
     * name or field twice, a tensor with other fields than {@code dtype}, {@code shape} and {@code
     * data_offsets}, or tensors that do not fill exactly their places, one behind the other.
     *
     * @param bytes the file, or its beginning
     * @param from where the JSON begins
     * @param length its length, with the blanks that pad it
     * @throws SafetensorsException if it is no safetensors header, with the reason
     */
    public static SafetensorsHeader read(byte[] bytes, int from, int length)
            throws SafetensorsException {
        HeaderReader reader = HeaderReader.read(bytes, from, length);
        List<Entry> entries = reader.entries();
        try {
            entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            return new SafetensorsHeader(entries, reader.metadata());
        } catch (IllegalArgumentException gap) {
            throw new SafetensorsException(Fault.MALFORMED, String.valueOf(gap.getMessage()));
        }
    }

    /**
     * Compares the tensors with the bytes that there are behind the header.
     *
     * @throws SafetensorsException if these are not just as many
     */
    public void checkData(long byteCount) throws SafetensorsException {
        String where = "the tensors end at byte " + dataByteCount() + ", the data at " + byteCount;
        for (Entry entry : entries) {
            if (entry.end() > byteCount) {
                throw new SafetensorsException(
                        Fault.TRUNCATED,
                        where
                                + ": tensor "
                                + HeaderReader.shown(entry.name())
                                + " ends at byte "
                                + entry.end()
                                + " of "
                                + byteCount);
            }
        }
        if (dataByteCount() != byteCount) {
            throw new SafetensorsException(
                    Fault.MALFORMED,
                    where + ": " + (byteCount - dataByteCount()) + " bytes belong to no tensor");
        }
    }

    /**
     * The JSON, padded with blanks.
     *
     * @param alignment the tensors' bytes begin at a multiple of so many bytes in the file
     */
    public byte[] encode(int alignment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeMetadata(json);
            for (Entry entry : entries) {
                json.writeObjectFieldStart(entry.name());
                json.writeStringField("dtype", entry.type().code());
                json.writeArrayFieldStart("shape");
                for (int extent : entry.shape()) {
                    json.writeNumber(extent);
                }
                json.writeEndArray();
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        byte[] plain = bytes.toByteArray();
        int total = LENGTH_BYTES + plain.length;
        int padded = (total + alignment - 1) / alignment * alignment;
        byte[] header = Arrays.copyOf(plain, padded - LENGTH_BYTES);
        Arrays.fill(header, plain.length, header.length, (byte) ' ');
        return header;
    }

    private void writeMetadata(JsonGenerator json) throws IOException {
        if (!metadata.isEmpty()) {
            json.writeObjectFieldStart(METADATA);
            for (Map.Entry<String, String> text : new TreeMap<>(metadata).entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
        }
    }
}
