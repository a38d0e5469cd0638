package io.ratchet.kafka.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.text.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes the safetensors format: eight bytes with the header's length, a JSON header with
 * type, shape and place of each tensor, then the tensors' bytes without gaps.
 *
 * <p>Source: the format's description and reference implementation at huggingface/safetensors.
 */
public final class Safetensors {
    /** The longest header that is read, as in the reference implementation. */
    static final int HEADER_LIMIT_BYTES = 100_000_000;

    static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;
    private static final int ALIGNMENT_BYTES = 64;
    private static final JsonFactory JSON = new JsonFactory();

    private Safetensors() {}

    /**
     * Reads all tensors, in the order of their bytes.
     *
     * @param file the whole file; the tensors are views of it
     * @throws RefusedRecordException if anything about it breaks the format
     */
    public static List<TensorView> read(byte[] file) throws RefusedRecordException {
        if (file.length < LENGTH_BYTES) {
            throw new RefusedRecordException(
                    RefusalReason.TRUNCATED,
                    "safetensors: " + file.length + " bytes are too few for the header's length");
        }
        long headerLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (headerLength < 2 || headerLength > HEADER_LIMIT_BYTES) {
            throw new RefusedRecordException(
                    RefusalReason.MALFORMED,
                    "safetensors: header length "
                            + Long.toUnsignedString(headerLength)
                            + " is not in 2.."
                            + HEADER_LIMIT_BYTES);
        }
        if (headerLength > file.length - LENGTH_BYTES) {
            throw new RefusedRecordException(
                    RefusalReason.TRUNCATED,
                    "safetensors: a header of "
                            + headerLength
                            + " bytes in a file of "
                            + file.length);
        }
        int dataStart = LENGTH_BYTES + (int) headerLength;
        List<SafetensorsEntry> entries =
                SafetensorsHeader.read(file, LENGTH_BYTES, (int) headerLength);
        entries.sort(
                Comparator.comparingLong(SafetensorsEntry::from)
                        .thenComparingLong(SafetensorsEntry::to));
        return views(file, dataStart, entries);
    }

    private static List<TensorView> views(
            byte[] file, int dataStart, List<SafetensorsEntry> entries)
            throws RefusedRecordException {
        int dataLength = file.length - dataStart;
        List<TensorView> views = new ArrayList<>(entries.size());
        long expected = 0;
        for (SafetensorsEntry entry : entries) {
            if (entry.from() != expected) {
                throw new RefusedRecordException(
                        RefusalReason.MALFORMED,
                        "safetensors: tensor "
                                + Excerpt.of(entry.name())
                                + " begins at "
                                + entry.from()
                                + " instead of "
                                + expected
                                + " (tensors overlap or leave a gap)");
            }
            if (entry.to() > dataLength) {
                throw new RefusedRecordException(
                        RefusalReason.TRUNCATED,
                        "safetensors: tensor "
                                + Excerpt.of(entry.name())
                                + " ends at byte "
                                + entry.to()
                                + " of "
                                + dataLength);
            }
            int length = (int) (entry.to() - entry.from());
            ByteBuffer data = ByteBuffer.wrap(file, dataStart + (int) entry.from(), length);
            views.add(new TensorView(entry.name(), entry.type(), entry.shape(), data));
            expected = entry.to();
        }
        if (expected != dataLength) {
            throw new RefusedRecordException(
                    RefusalReason.MALFORMED,
                    "safetensors: " + (dataLength - expected) + " bytes belong to no tensor");
        }
        return views;
    }

    /**
     * Writes the tensors, sorted as the reference implementation does (larger types first, then by
     * name), with the data beginning at a multiple of 64 bytes. Equal tensors give equal bytes.
     *
     * @throws IllegalArgumentException if two tensors have the same name, or one a reserved one
     */
    public static byte[] write(List<TensorView> tensors) {
        List<TensorView> sorted = new ArrayList<>(tensors);
        sorted.sort(
                Comparator.comparingInt((TensorView tensor) -> -tensor.type().byteCount())
                        .thenComparing(TensorView::type)
                        .thenComparing(TensorView::name));
        Set<String> names = new HashSet<>();
        long dataLength = 0;
        for (TensorView tensor : sorted) {
            if (!names.add(tensor.name()) || tensor.name().equals(METADATA)) {
                throw new IllegalArgumentException(
                        "Cannot write a tensor of the name '"
                                + tensor.name()
                                + "': it is there twice or reserved. Names must differ.");
            }
            dataLength += tensor.data().limit();
        }
        byte[] header = paddedHeader(sorted);
        ByteBuffer file =
                ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + header.length + dataLength))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header);
        for (TensorView tensor : sorted) {
            file.put(tensor.data());
        }
        return file.array();
    }

    private static byte[] paddedHeader(List<TensorView> sorted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            long offset = 0;
            for (TensorView tensor : sorted) {
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                writeNumbers(json, "shape", tensor.shape());
                long end = offset + tensor.data().limit();
                writeNumbers(json, "data_offsets", offset, end);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        byte[] plain = bytes.toByteArray();
        int total = LENGTH_BYTES + plain.length;
        int padded = (total + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        byte[] header = Arrays.copyOf(plain, padded - LENGTH_BYTES);
        Arrays.fill(header, plain.length, header.length, (byte) ' ');
        return header;
    }

    private static void writeNumbers(JsonGenerator json, String field, long... numbers)
            throws IOException {
        json.writeFieldName(field);
        json.writeArray(numbers, 0, numbers.length);
    }
}
