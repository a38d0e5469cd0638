package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.InvalidBatchException;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.Fingerprint;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.Optional;

/**
 * The live weights and optimizer state of a run, and the steps that change them.
 *
 * <p><b>Lifecycle</b>: made with the initial values of the run's seed, or those of a checkpoint
 * written over them through {@link #tensors()} and {@link #resume}; then steps; then closed. Views
 * of its tensors must not be touched once it is closed: their memory is gone.
 *
 * <p><b>Threading</b>: one thread at a time, any thread. Instances of different threads do not
 * disturb each other.
 */
public abstract sealed class Instance implements AutoCloseable
        permits EngineInstance, JavaInstance {
    private final RunSpec spec;
    private Progress progress;
    private boolean closed;

    Instance(RunSpec spec) {
        this.spec = spec;
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
    public final StepOutcome step(Batch batch) {
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

    /**
     * Computes a step; calls {@link #applied} where it is applied, and leaves no trace where it is
     * refused.
     *
     * @throws InvalidBatchException where the batch does not fit the run's input
     */
    abstract StepOutcome compute(Batch batch, long step);

    /** Notes what an applied step makes of the progress. */
    final void applied(Batch batch, float loss, float[] logits) {
        progress = ProgressUpdate.applied(progress, batch, loss, logits);
    }

    /**
     * The logits or predictions of a batch, n × outputs, with dropout off and running statistics as
     * they stand; nothing is learnt, labels are not looked at.
     *
     * @throws InvalidBatchException where the batch does not fit the run's input
     */
    public final float[] predict(Batch batch) {
        checkOpen();
        try {
            return computePredictions(batch);
        } catch (InvalidBatchException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TrainingException(spec.run(), progress.step(), e);
        }
    }

    abstract float[] computePredictions(Batch batch);

    /** How far the instance has come. */
    public final Progress progress() {
        return progress;
    }

    /** Goes on from there; the tensors are set through {@link #tensors()}. */
    public final void resume(Progress resumed) {
        progress = resumed;
    }

    /** All tensors, for reading and restoring between steps. */
    public final HostTensors tensors() {
        checkOpen();
        return hostTensors();
    }

    abstract HostTensors hostTensors();

    /**
     * The tensors in one piece, where they are small; a step takes microseconds then, so that
     * handing it to another thread would cost more than the step.
     */
    public abstract Optional<PackedTensors> packed();

    /** The SHA-256 of all tensors and the step. */
    public final String fingerprint() {
        return Fingerprint.of(tensors(), progress.step());
    }

    /** The run. */
    public final RunSpec spec() {
        return spec;
    }

    /**
     * Bytes of host memory: parameters, buffers, moments, gradients and input buffers; on a GPU the
     * input buffers, and those for copies from and to it.
     */
    public abstract long byteCount();

    /** What it needs of a GPU's memory; nothing on the CPU. */
    public InstanceFootprint footprint() {
        return InstanceFootprint.NONE;
    }

    /** Frees all memory; closing again does nothing. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            free();
        }
    }

    abstract void free();

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The instance of run '" + spec.run() + "' is closed: its memory is gone.");
        }
    }
}
