package io.ratchet.training.device;

import ai.djl.engine.EngineException;
import io.ratchet.training.run.RunSpec;
import java.util.List;
import java.util.Optional;

/** The device has no memory left for an instance or a step of it. */
public final class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * What CUDA, cuBLAS, cuDNN, and PyTorch on their behalf, say. The last two do not name memory,
     * but say that no way of convolving was found, mostly because none had room to work in.
     */
    private static final List<String> WORDS =
            List.of(
                    "out of memory",
                    "CUBLAS_STATUS_ALLOC_FAILED",
                    "CUDNN_STATUS_ALLOC_FAILED",
                    "unable to find an engine to execute this computation",
                    "Unable to find a valid cuDNN algorithm");

    /**
     * @param message which device, whose instance, and how much there is of what it needs
     * @param cause the engine's
     */
    public DeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether an engine's failure tells that a GPU's memory has run out. What the allocator of the
     * host says is not among these: "can't allocate memory".
     */
    public static boolean tells(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof EngineException && WORDS.stream().anyMatch(message::contains);
    }

    /**
     * What is to be thrown for a failure that {@link #tells} of it.
     *
     * @param what was to be done
     * @param footprint what an instance of the run needs
     */
    public static DeviceMemoryException of(
            EngineException failure,
            RunSpec spec,
            DeviceLease lease,
            String what,
            InstanceFootprint footprint) {
        Optional<EngineGpus.Memory> memory = lease.memory();
        String free =
                memory.map(
                                now ->
                                        "of its "
                                                + now.totalBytes()
                                                + " bytes "
                                                + now.freeBytes()
                                                + " are free")
                        .orElse("how much of it is free is not known");
        return new DeviceMemoryException(
                "The device "
                        + lease.device()
                        + " has no memory left to "
                        + what
                        + " run '"
                        + spec.run()
                        + "': an instance needs "
                        + footprint.residentBytes()
                        + " bytes there, the update of its largest parameter "
                        + footprint.updateBytes()
                        + " more, and a step whatever the model computes in between; "
                        + free
                        + ". Take smaller batches, keep fewer instances there"
                        + " (train.deviceCache), reserve more for steps (train.deviceWorkspace),"
                        + " or give the run a device of its own.",
                failure);
    }
}
