package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.ComputedStep;
import io.ratchet.training.step.InvalidBatchException;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.Fingerprint;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.Optional;

/**
 * The live weights and optimizer state of a run, and how far it has come.
 *
 * <p><b>Owns</b> what computes its steps, and with it all of its memory.
 *
 * <p><b>Lifecycle</b>: made with the initial values of the run's seed, or those of a checkpoint
 * written over them through {@link #tensors()} and {@link #resume}; then steps; then closed. Views
 * of its tensors must not be touched once it is closed: their memory is gone.
 *
 * <p><b>Threading</b>: one thread at a time, any thread. Instances of different threads do not
 * disturb each other.
 */
public final class Instance implements AutoCloseable {
    private final RunSpec spec;
    private final StepComputer computer;
    private Progress progress;
    private boolean closed;

    Instance(RunSpec spec, StepComputer computer) {
        this.spec = spec;
        this.computer = computer;
        this.progress = Progress.start(spec.evaluation());
    }

    /**
     * An instance before its first step, with the initial values of the run's seed.
     *
     * @param spec the run
     * @param device where it lives; resolve {@code auto} once before
     * @param chunkBytes bytes of a chunk of its layout
     * @throws IncompatibleModelException where model, input, loss, evaluation or engine do not go
     *     together
     */
    public static Instance create(RunSpec spec, ComputeDevice device, int chunkBytes) {
        return InstanceTemplate.of(spec, device, chunkBytes).create();
    }

    /**
     * Trains on one batch, or refuses it whole.
     *
     * @throws TrainingException where the engine fails; close the instance
     */
    public StepOutcome step(Batch batch) {
        checkOpen();
        long step = progress.step() + 1;
        StepOutcome outcome;
        try {
            outcome = compute(batch, step);
        } catch (InvalidBatchException e) {
            outcome = new StepOutcome.Refused(step, e.reason(), e.detail());
        } catch (RuntimeException e) {
            throw new TrainingException(spec.run(), step, e);
        }
        if (outcome instanceof StepOutcome.Refused refusal) {
            progress = ProgressUpdate.refused(progress, batch, refusal);
        }
        return outcome;
    }

    private StepOutcome compute(Batch batch, long step) {
        ComputedStep computed = computer.compute(batch, step);
        if (computed.outcome() instanceof StepOutcome.Applied applied) {
            progress = ProgressUpdate.applied(progress, batch, applied.loss(), computed.logits());
        }
        return computed.outcome();
    }

    /**
     * The logits or predictions of a batch, n × outputs, with dropout off and running statistics as
     * they stand; nothing is learnt, labels are not looked at.
     *
     * @throws InvalidBatchException where the batch does not fit the run's input
     */
    public float[] predict(Batch batch) {
        checkOpen();
        try {
            return computer.predict(batch);
        } catch (InvalidBatchException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TrainingException(spec.run(), progress.step(), e);
        }
    }

    /** How far the instance has come. */
    public Progress progress() {
        return progress;
    }

    /** Goes on from there; the tensors are set through {@link #tensors()}. */
    public void resume(Progress resumed) {
        progress = resumed;
    }

    /** All tensors, for reading and restoring between steps. */
    public HostTensors tensors() {
        checkOpen();
        return computer.tensors();
    }

    /** The tensors in one piece, where they are small and stored so. */
    public Optional<PackedTensors> packed() {
        return computer.packed();
    }

    /** The SHA-256 of all tensors and the step. */
    public String fingerprint() {
        return Fingerprint.of(tensors(), progress.step());
    }

    /** The run. */
    public RunSpec spec() {
        return spec;
    }

    /**
     * Bytes of host memory: parameters, buffers, moments, gradients and input buffers; on a GPU the
     * input buffers, and those for copies from and to it.
     */
    public long byteCount() {
        return computer.byteCount();
    }

    /** What it needs of a GPU's memory; nothing on the CPU. */
    public InstanceFootprint footprint() {
        return computer.footprint();
    }

    /** Frees all memory; closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            computer.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The instance of run '" + spec.run() + "' is closed: its memory is gone.");
        }
    }
}
