package io.ratchet.training.step;

import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.stored.StoredForm;

/** Makes what computes the steps of a run's instances, in one way. Immutable; any thread. */
public interface StepComputerFactory {
    /**
     * One before the first step, with the initial values of the run's seed.
     *
     * @throws IncompatibleModelException where model, input and loss do not go together
     */
    StepComputer create();

    /**
     * One whose every tensor is still to be overwritten: making initial values for a large one
     * would take as long as restoring it.
     *
     * @throws IncompatibleModelException as {@link #create}
     */
    StepComputer createToRestore();

    /** The same with chunks of another size, as a checkpoint may have them. */
    StepComputerFactory withChunkBytes(int chunkBytes);

    /** What each instance needs of a GPU; nothing where they live on the host. */
    InstanceFootprint footprint();

    /** The form in which the tensors are stored. */
    StoredForm form();
}
