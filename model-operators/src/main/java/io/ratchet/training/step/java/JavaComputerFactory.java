package io.ratchet.training.step.java;

import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepComputerFactory;
import io.ratchet.training.stored.StoredForm;

/** Makes what computes the steps of a run in plain Java, always on the host. */
public final class JavaComputerFactory implements StepComputerFactory {
    private final JavaTemplate template;

    private JavaComputerFactory(JavaTemplate template) {
        this.template = template;
    }

    /**
     * That of a run.
     *
     * @param chunkBytes bytes of a chunk of the layout
     * @throws IncompatibleModelException where plain Java does not compute the run's model
     */
    public static JavaComputerFactory of(RunSpec spec, int chunkBytes) {
        return new JavaComputerFactory(JavaTemplate.of(spec, chunkBytes));
    }

    @Override
    public StepComputer create() {
        return new JavaComputer(template);
    }

    /** The same: initial values are copied from those of the run, and cost no more than zeros. */
    @Override
    public StepComputer createToRestore() {
        return create();
    }

    /** This one: what is stored whole has no chunks. */
    @Override
    public StepComputerFactory withChunkBytes(int chunkBytes) {
        return this;
    }

    @Override
    public InstanceFootprint footprint() {
        return InstanceFootprint.NONE;
    }

    @Override
    public StoredForm form() {
        return StoredForm.PACKED;
    }
}
