package io.ratchet.training.step.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.run.RunSpec;

/** Works out, ahead of the first instance of a run, what each needs of its device's memory. */
final class FootprintEstimate {
    /** So many tensors of a parameter's size its update makes on the way, at most (Adam's). */
    private static final int TEMPORARIES = 6;

    private FootprintEstimate() {}

    /**
     * What an instance of a run needs. The model is built in host memory for a moment: only so the
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
                    boolean guarded = TorchMemory.mayChangeInForward(named.getValue());
                    resident += guarded ? 2 * bytes : bytes;
                }
            }
        }
        return new InstanceFootprint(resident, TEMPORARIES * largest);
    }
}
