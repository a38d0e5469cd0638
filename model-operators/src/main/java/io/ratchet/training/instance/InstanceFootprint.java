package io.ratchet.training.instance;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.ratchet.training.run.RunSpec;

/**
 * What an instance needs of its device's memory, worked out from its tensors.
 *
 * @param residentBytes as long as it lives: parameters, gradients, moments, and the model's buffers
 *     with the copy that a refused batch is undone with
 * @param updateBytes more, while its largest parameter is updated
 */
public record InstanceFootprint(long residentBytes, long updateBytes) {
    /** That of an instance whose device is the host. */
    public static final InstanceFootprint NONE = new InstanceFootprint(0, 0);

    /** So many tensors of a parameter's size its update makes on the way, at most (Adam's). */
    private static final int TEMPORARIES = 6;

    /** What both need at once: they live beside each other, but are updated in turns. */
    public InstanceFootprint and(InstanceFootprint other) {
        return new InstanceFootprint(
                residentBytes + other.residentBytes, Math.max(updateBytes, other.updateBytes));
    }

    /**
     * That of an instance of a run. The model is built in host memory for a moment: only so the
     * tensors of any model are known before it needs room on the device.
     */
    static InstanceFootprint of(RunSpec spec) {
        long moments = spec.optimizer().momentNames().size();
        long resident = 0;
        long largest = 0;
        try (NDManager host = ComputeDevice.engine().newBaseManager(Device.cpu())) {
            for (Pair<String, Parameter> named : Network.create(spec, host).parameters()) {
                NDArray array = named.getValue().getArray();
                long bytes = array.size() * array.getDataType().getNumOfBytes();
                if (named.getValue().requiresGradient()) {
                    resident += (2 + moments) * bytes;
                    largest = Math.max(largest, bytes);
                } else {
                    boolean guarded = InstanceMemory.mayChangeInForward(named.getValue());
                    resident += guarded ? 2 * bytes : bytes;
                }
            }
        }
        return new InstanceFootprint(resident, TEMPORARIES * largest);
    }
}
