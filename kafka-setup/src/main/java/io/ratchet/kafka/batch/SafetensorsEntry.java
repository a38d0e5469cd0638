package io.ratchet.kafka.batch;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.text.Excerpt;
import java.util.Arrays;

/** What a safetensors header says about one tensor; checked against itself, not yet the file. */
@SuppressWarnings("ArrayRecordComponent") // lives for one read only and is never compared
record SafetensorsEntry(String name, TensorType type, long[] shape, long from, long to) {
    /** Gives the entry, or refuses it where type, shape and place do not fit together. */
    static SafetensorsEntry checked(String name, TensorType type, long[] shape, long[] offsets)
            throws RefusedRecordException {
        long needed = TensorView.byteCount(type, shape);
        if (offsets.length != 2
                || needed < 0
                || offsets[0] < 0
                || offsets[1] - offsets[0] != needed
                || offsets[1] < offsets[0]) {
            throw new RefusedRecordException(
                    RefusalReason.MALFORMED,
                    "safetensors: tensor "
                            + Excerpt.of(name)
                            + " of "
                            + type
                            + Excerpt.of(Arrays.toString(shape))
                            + " needs "
                            + needed
                            + " bytes, its offsets are "
                            + Excerpt.of(Arrays.toString(offsets)));
        }
        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }
}
