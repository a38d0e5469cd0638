package io.ratchet.training.step;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.Optional;

/**
 * The tensors of one instance, and what computes its steps. It keeps no progress: it is given the
 * number of a step, and returns what became of the batch.
 *
 * <p><b>Owns</b> all memory of the instance, of host and device. <b>Lifecycle</b>: made by a {@link
 * StepComputerFactory}, closed once. <b>Threading</b>: one thread at a time, any thread; those of
 * different instances do not disturb each other.
 */
public interface StepComputer extends AutoCloseable {
    /**
     * Computes a step. The result is a function of the tensors, the batch, the run and the step's
     * number. A batch that is refused leaves no trace.
     *
     * @throws InvalidBatchException where the batch does not fit the run's input; it leaves no
     *     trace either
     */
    ComputedStep compute(Batch batch, long step);

    /**
     * The logits or predictions of a batch, n × outputs; nothing is learnt, labels are not looked
     * at.
     *
     * @throws InvalidBatchException where the batch does not fit the run's input
     */
    float[] predict(Batch batch);

    /** All tensors, for reading and restoring between steps. */
    HostTensors tensors();

    /**
     * The tensors in one piece, where {@link StepComputerFactory#form} says that they are stored
     * so.
     */
    Optional<PackedTensors> packed();

    /**
     * Bytes of host memory: parameters, buffers, moments, gradients and input buffers; on a GPU the
     * input buffers, and those for copies from and to it.
     */
    long byteCount();

    /** What it needs of a GPU's memory; nothing on the CPU. */
    InstanceFootprint footprint();

    /** Frees all memory. */
    @Override
    void close();
}
