package io.ratchet.kafka.batch;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.tensor.SafetensorsException;
import io.ratchet.tensor.SafetensorsHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and writes the safetensors format: eight bytes with the header's length, a JSON header with
 * type, shape and place of each tensor, then the tensors' bytes without gaps.
 *
 * <p>Source: the format's description and reference implementation at huggingface/safetensors.
 */
public final class Safetensors {
    private static final int ALIGNMENT_BYTES = 64;

    private Safetensors() {}

    /**
     * Reads all tensors, in the order of their bytes.
     *
     * @param file the whole file; the tensors are views of it
     * @throws RefusedRecordException if anything about it breaks the format
     */
    public static List<TensorView> read(byte[] file) throws RefusedRecordException {
        if (file.length < SafetensorsHeader.LENGTH_BYTES) {
            throw new RefusedRecordException(
                    RefusalReason.TRUNCATED,
                    "safetensors: " + file.length + " bytes are too few for the header's length");
        }
        try {
            int length =
                    SafetensorsHeader.checkedLength(
                            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0),
                            file.length);
            int dataStart = SafetensorsHeader.LENGTH_BYTES + length;
            SafetensorsHeader header =
                    SafetensorsHeader.read(file, SafetensorsHeader.LENGTH_BYTES, length);
            header.checkData(file.length - dataStart);
            return views(file, dataStart, header);
        } catch (SafetensorsException fault) {
            throw new RefusedRecordException(
                    reason(fault.fault()), "safetensors: " + fault.getMessage());
        }
    }

    private static RefusalReason reason(SafetensorsException.Fault fault) {
        return switch (fault) {
            case MALFORMED -> RefusalReason.MALFORMED;
            case TRUNCATED -> RefusalReason.TRUNCATED;
            case UNKNOWN_TYPE -> RefusalReason.WRONG_TYPE;
        };
    }

    private static List<TensorView> views(byte[] file, int dataStart, SafetensorsHeader header) {
        List<TensorView> views = new ArrayList<>(header.entries().size());
        for (SafetensorsHeader.Entry entry : header.entries()) {
            ByteBuffer data =
                    ByteBuffer.wrap(file, dataStart + (int) entry.begin(), (int) entry.byteCount());
            long[] shape = entry.shape().stream().mapToLong(Integer::longValue).toArray();
            views.add(new TensorView(entry.name(), entry.type(), shape, data));
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
                Comparator.comparingInt((TensorView tensor) -> -tensor.type().bytes())
                        .thenComparing(TensorView::type)
                        .thenComparing(TensorView::name));
        Set<String> names = new HashSet<>();
        List<SafetensorsHeader.Entry> entries = new ArrayList<>(sorted.size());
        long dataLength = 0;
        for (TensorView tensor : sorted) {
            if (!names.add(tensor.name()) || tensor.name().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException(
                        "Cannot write a tensor of the name '"
                                + tensor.name()
                                + "': it is there twice or reserved. Names must differ.");
            }
            List<Integer> shape = Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList();
            entries.add(
                    new SafetensorsHeader.Entry(tensor.name(), tensor.type(), shape, dataLength));
            dataLength += tensor.data().limit();
        }
        byte[] header = new SafetensorsHeader(entries, Map.of()).encode(ALIGNMENT_BYTES);
        ByteBuffer file =
                ByteBuffer.allocate(
                                Math.toIntExact(
                                        SafetensorsHeader.LENGTH_BYTES
                                                + header.length
                                                + dataLength))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header);
        for (TensorView tensor : sorted) {
            file.put(tensor.data());
        }
        return file.array();
    }
}
