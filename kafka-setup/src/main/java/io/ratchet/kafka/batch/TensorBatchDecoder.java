package io.ratchet.kafka.batch;

import io.ratchet.kafka.format.ForeignValue;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.text.Excerpt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records that are ready-made batches: safetensors bytes with the headers of {@link
 * TensorBatchHeaders}, and exactly the tensors of the schema, finite and with labels in range.
 *
 * <p><b>Threading</b>: belongs to one thread.
 */
public final class TensorBatchDecoder {
    private final TensorSchema schema;
    private final Map<String, Integer> places = new HashMap<>();

    /** A decoder of batches of the schema. */
    public TensorBatchDecoder(TensorSchema schema) {
        this.schema = schema;
        for (TensorSpec feature : schema.features()) {
            places.put(feature.name(), places.size());
        }
        places.put(schema.label().name(), places.size());
    }

    /**
     * Decodes one record without copying it: the batch holds as long as {@code value} is unchanged.
     *
     * @throws RefusedRecordException if the record is no batch of the schema; no other exception
     *     comes out, whatever the bytes
     */
    public TensorBatch decode(Headers headers, byte @Nullable [] value)
            throws RefusedRecordException {
        if (value == null || value.length == 0) {
            throw new RefusedRecordException(RefusalReason.EMPTY_RECORD, "the value is empty");
        }
        TensorView[] found = new TensorView[places.size()];
        for (TensorView tensor : tensors(headers, value)) {
            Integer place = places.get(tensor.name());
            if (place == null) {
                throw new RefusedRecordException(
                        RefusalReason.EXTRA_TENSOR,
                        "tensor " + Excerpt.of(tensor.name()) + " was not declared");
            }
            found[place] = tensor;
        }
        int sampleCount = 0;
        for (int i = 0; i < found.length; i++) {
            TensorSpec spec =
                    i < schema.features().size() ? schema.features().get(i) : schema.label();
            int count = checkedSampleCount(spec, found[i]);
            if (i > 0 && count != sampleCount) {
                throw new RefusedRecordException(
                        RefusalReason.WRONG_SHAPE,
                        "tensor '"
                                + spec.name()
                                + "' has "
                                + count
                                + " samples, '"
                                + schema.features().get(0).name()
                                + "' has "
                                + sampleCount);
            }
            sampleCount = count;
            checkFinite(found[i]);
        }
        TensorView label = found[found.length - 1];
        if (schema.labelKind() instanceof LabelKind.Classes classes) {
            checkClasses(label, classes.count());
        }
        return new TensorBatch(sampleCount, List.of(Arrays.copyOf(found, found.length - 1)), label);
    }

    private static List<TensorView> tensors(Headers headers, byte[] value)
            throws RefusedRecordException {
        try {
            TensorBatchHeaders.check(headers);
            return Safetensors.read(value);
        } catch (RefusedRecordException refusal) {
            String hint = ForeignValue.hint(value);
            boolean telling =
                    refusal.reason() == RefusalReason.UNKNOWN_FORMAT
                            || !hint.contains("safetensors");
            throw telling
                    ? new RefusedRecordException(refusal.reason(), refusal.detail() + hint)
                    : refusal;
        }
    }

    private static int checkedSampleCount(TensorSpec spec, @Nullable TensorView tensor)
            throws RefusedRecordException {
        if (tensor == null) {
            throw new RefusedRecordException(
                    RefusalReason.MISSING_TENSOR, "tensor '" + spec.name() + "' is not there");
        }
        if (tensor.type() != spec.type()) {
            throw new RefusedRecordException(
                    RefusalReason.WRONG_TYPE,
                    "tensor '"
                            + spec.name()
                            + "' has dtype "
                            + tensor.type().code()
                            + " instead of "
                            + spec.type().code());
        }
        boolean fits = tensor.rank() == spec.sampleShape().size() + 1;
        for (int i = 1; fits && i < tensor.rank(); i++) {
            fits = tensor.dimension(i) == spec.sampleShape().get(i - 1);
        }
        if (!fits || tensor.dimension(0) < 1) {
            throw new RefusedRecordException(
                    RefusalReason.WRONG_SHAPE,
                    "tensor '"
                            + spec.name()
                            + "' has shape "
                            + Excerpt.of(Arrays.toString(tensor.shape()))
                            + " instead of one sample or more of "
                            + spec.sampleShape());
        }
        return (int) tensor.dimension(0);
    }

    private static void checkFinite(TensorView tensor) throws RefusedRecordException {
        long index = TensorElements.firstNotFinite(tensor);
        if (index >= 0) {
            throw new RefusedRecordException(
                    RefusalReason.NOT_FINITE,
                    "tensor '" + tensor.name() + "': element " + index + " is NaN or infinite");
        }
    }

    private static void checkClasses(TensorView label, int classCount)
            throws RefusedRecordException {
        ByteBuffer data = label.data();
        int count = data.limit() / label.type().bytes();
        for (int i = 0; i < count; i++) {
            long value = TensorElements.integerAt(label.type(), data, i);
            if (value < 0 || value >= classCount) {
                throw new RefusedRecordException(
                        RefusalReason.LABEL_OUT_OF_RANGE,
                        "label '"
                                + label.name()
                                + "': element "
                                + i
                                + " is "
                                + value
                                + ", not a class of 0.."
                                + (classCount - 1));
            }
        }
    }
}
