package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The guard of buffers on a device: the copies stay there, so that no step waits for them. Leaves
 * gradient mode off, for the calling thread.
 */
final class DeviceBufferGuard implements BufferGuard {
    private static final long[] FIRST = {0};
    private static final long[] ONE_BY_ONE = {1};

    private final List<Pair> pairs = new ArrayList<>();

    /** A buffer and its copy, both in one dimension. */
    private record Pair(PtNDArray buffer, PtNDArray saved) {}

    /**
     * @param arrays all of the instance's
     * @param buffers the places of those that the forward pass changes
     * @param manager the instance's; owns the copies
     */
    DeviceBufferGuard(List<PtNDArray> arrays, List<Integer> buffers, NDManager manager) {
        for (int place : buffers) {
            PtNDArray flat = JniUtils.reshape(arrays.get(place), new long[] {-1});
            flat.attach(manager);
            PtNDArray saved = (PtNDArray) manager.zeros(flat.getShape(), DataType.FLOAT32);
            pairs.add(new Pair(flat, saved));
        }
    }

    @Override
    public void save() {
        JniUtils.setGradMode(false); // a copy is no part of a graph
        for (Pair pair : pairs) {
            copy(pair.buffer(), pair.saved());
        }
    }

    @Override
    public void restore() {
        JniUtils.setGradMode(false);
        for (Pair pair : pairs) {
            copy(pair.saved(), pair.buffer());
        }
    }

    private static void copy(PtNDArray from, PtNDArray to) {
        long[] count = {to.size()};
        JniUtils.indexSet(to, from, FIRST, count, ONE_BY_ONE);
    }
}
