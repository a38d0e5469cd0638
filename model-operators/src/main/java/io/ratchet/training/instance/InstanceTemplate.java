package io.ratchet.training.instance;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import org.jspecify.annotations.Nullable;

/** What all instances of a run have in common, worked out once. Immutable; any thread. */
public final class InstanceTemplate {
    private final RunSpec spec;
    private final DeviceLease lease;
    private final InstanceFootprint footprint;
    private final int chunkBytes;
    private final @Nullable JavaTemplate java;

    private InstanceTemplate(
            RunSpec spec,
            DeviceLease lease,
            InstanceFootprint footprint,
            int chunkBytes,
            @Nullable JavaTemplate java) {
        this.spec = spec;
        this.lease = lease;
        this.footprint = footprint;
        this.chunkBytes = chunkBytes;
        this.java = java;
    }

    /**
     * The template of a run.
     *
     * @param spec the run
     * @param device where its instances live; resolve {@code auto} once before
     * @param chunkBytes bytes of a chunk of their layout
     * @throws IncompatibleModelException where engine, model and input, or evaluation and loss, do
     *     not go together
     */
    public static InstanceTemplate of(RunSpec spec, ComputeDevice device, int chunkBytes) {
        return of(spec, DeviceLease.of(device.resolved()), chunkBytes);
    }

    /**
     * The template of a run.
     *
     * @param spec the run
     * @param lease where its instances live; given back by the caller, after they are closed
     * @param chunkBytes bytes of a chunk of their layout
     * @throws IncompatibleModelException as above
     */
    public static InstanceTemplate of(RunSpec spec, DeviceLease lease, int chunkBytes) {
        checkEvaluation(spec);
        if (spec.engine() == StepEngine.JAVA) {
            JavaTemplate java = JavaTemplate.of(spec, chunkBytes);
            return new InstanceTemplate(spec, lease, InstanceFootprint.NONE, chunkBytes, java);
        }
        InstanceFootprint footprint =
                lease.isGpu() ? FootprintEstimate.of(spec) : InstanceFootprint.NONE;
        return new InstanceTemplate(spec, lease, footprint, chunkBytes, null);
    }

    /**
     * An instance before its first step, with the initial values of the run's seed.
     *
     * @throws IncompatibleModelException where model, input and loss do not go together
     */
    public Instance create() {
        return java != null
                ? java.create()
                : EngineInstance.of(
                        spec, lease, footprint, chunkBytes, EngineInstance.Content.INITIAL_VALUES);
    }

    /**
     * An instance whose every tensor is still to be overwritten through {@link Instance#tensors()}:
     * making initial values for a large one would take as long as restoring it.
     *
     * @throws IncompatibleModelException as {@link #create}
     */
    public Instance createToRestore() {
        return java != null
                ? java.create()
                : EngineInstance.of(
                        spec, lease, footprint, chunkBytes, EngineInstance.Content.ZEROS);
    }

    /** The same with chunks of another size, as a checkpoint may have them. */
    public InstanceTemplate withChunkBytes(int otherBytes) {
        return otherBytes == chunkBytes
                ? this
                : new InstanceTemplate(spec, lease, footprint, otherBytes, java);
    }

    /** What each of its instances needs of a GPU; nothing where they live on the host. */
    public InstanceFootprint footprint() {
        return footprint;
    }

    /** Whether its instances are stored in one piece: {@link Instance#packed()} is there. */
    public boolean isPacked() {
        return java != null;
    }

    private static void checkEvaluation(RunSpec spec) {
        if (spec.evaluation() == EvaluationSpec.LOSS_AND_AUC
                && spec.loss() != LossSpec.BINARY_CROSS_ENTROPY) {
            throw new IncompatibleModelException(
                    "Run '"
                            + spec.run()
                            + "' cannot measure an AUC with the loss "
                            + spec.loss().code()
                            + ": take the loss binary-cross-entropy, or evaluate the loss only.");
        }
    }
}
