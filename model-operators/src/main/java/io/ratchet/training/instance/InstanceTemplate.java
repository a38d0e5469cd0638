package io.ratchet.training.instance;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepComputerFactory;
import io.ratchet.training.step.java.JavaComputerFactory;
import io.ratchet.training.step.torch.TorchComputerFactory;
import io.ratchet.training.stored.StoredForm;

/**
 * What all instances of a run have in common, worked out once; among it the way in which their
 * steps are computed. Immutable; any thread.
 */
public final class InstanceTemplate {
    private final RunSpec spec;
    private final StepComputerFactory computers;

    private InstanceTemplate(RunSpec spec, StepComputerFactory computers) {
        this.spec = spec;
        this.computers = computers;
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
        return new InstanceTemplate(
                spec,
                switch (spec.engine()) {
                    case PYTORCH -> TorchComputerFactory.of(spec, lease, chunkBytes);
                    case JAVA -> JavaComputerFactory.of(spec, chunkBytes);
                });
    }

    /**
     * An instance before its first step, with the initial values of the run's seed.
     *
     * @throws IncompatibleModelException where model, input and loss do not go together
     */
    public Instance create() {
        return new Instance(spec, computers.create());
    }

    /**
     * An instance whose every tensor is still to be overwritten through {@link Instance#tensors()}:
     * making initial values for a large one would take as long as restoring it.
     *
     * @throws IncompatibleModelException as {@link #create}
     */
    public Instance createToRestore() {
        return new Instance(spec, computers.createToRestore());
    }

    /** The same with chunks of another size, as a checkpoint may have them. */
    public InstanceTemplate withChunkBytes(int chunkBytes) {
        return new InstanceTemplate(spec, computers.withChunkBytes(chunkBytes));
    }

    /** What each of its instances needs of a GPU; nothing where they live on the host. */
    public InstanceFootprint footprint() {
        return computers.footprint();
    }

    /**
     * The form in which its instances are stored; {@link Instance#packed()} is there for {@link
     * StoredForm#PACKED}.
     */
    public StoredForm form() {
        return computers.form();
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
