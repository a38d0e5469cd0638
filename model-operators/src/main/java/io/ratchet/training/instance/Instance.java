package io.ratchet.training.instance;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.InitialValues;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.UpdateArguments;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The live weights and optimizer state of a run, and the steps that change them.
 *
 * <p><b>Owns</b>: one engine manager, and with it all native memory of the instance: parameters,
 * gradients, moments, input buffers. What a step makes belongs to that step's sub-manager.
 *
 * <p><b>Lifecycle</b>: made with the initial values of the run's seed, or those of a checkpoint
 * written over them through {@link #tensors()} and {@link #resume}; then steps; then closed. Views
 * of its tensors must not be touched once it is closed: their memory is gone.
 *
 * <p><b>Threading</b>: one thread at a time, any thread. Instances of different threads do not
 * disturb each other; those whose models draw take turns in their forward passes.
 */
public final class Instance implements AutoCloseable {
    private final RunSpec spec;
    private final NDManager manager;
    private final InstanceMemory memory;
    private final InstanceTensors tensors;
    private final BatchInput input;
    private final BufferGuard buffers;
    private final Gradients gradients;
    private final GradientPass pass;
    private final ParameterUpdate update;
    private final OptionalDouble clipNorm;
    private Progress progress;
    private boolean closed;

    /** What the tensors of an instance hold at first. */
    private enum Content {
        INITIAL_VALUES,
        ZEROS
    }

    private Instance(
            RunSpec spec,
            NDManager manager,
            int chunkBytes,
            ParameterUpdate.Path path,
            Content content) {
        this.spec = spec;
        this.manager = manager;
        NDManager hostManager = manager.newSubManager(Device.cpu());
        Network network = Network.create(spec, manager);
        int outputs = network.outputCount(spec, manager);
        memory = InstanceMemory.allocate(network, spec.optimizer(), chunkBytes, manager);
        gradients = new Gradients(memory.trainedArrays(), manager);
        if (path == ParameterUpdate.Path.HOST) {
            AliasedTensors aliased = new AliasedTensors(memory.layout(), memory.arrays());
            tensors = aliased;
            update = new HostUpdate(spec.optimizer(), aliased, memory.trained(), gradients);
        } else {
            tensors = new CopiedTensors(memory.layout(), memory.arrays(), manager, hostManager);
            update =
                    new DeviceUpdate(
                            spec.optimizer(), memory.arrays(), memory.trained(), gradients);
        }
        if (content == Content.INITIAL_VALUES) {
            writeInitialValues(network);
        }
        input = new BatchInput(network.model(), spec.loss(), outputs, hostManager);
        pass = new GradientPass(spec, network, input, gradients, manager);
        buffers = new BufferGuard(tensors, memory.buffers());
        clipNorm = OptionalDouble.of(spec.clipNorm());
        progress = Progress.start(spec.evaluation());
    }

    private void writeInitialValues(Network network) {
        for (int index = 0; index < network.parameters().size(); index++) {
            float[] values =
                    InitialValues.of(network.model(), network.parameters(), index, spec.seed());
            tensors.write(index, 0, littleEndian(values));
        }
    }

    /**
     * An instance before its first step, with the initial values of the run's seed.
     *
     * @param spec the run
     * @param device where it lives; resolve {@code auto} once before
     * @param chunkBytes bytes of a chunk of its layout
     * @throws IncompatibleModelException where model, input, loss or evaluation do not go together
     */
    public static Instance create(RunSpec spec, ComputeDevice device, int chunkBytes) {
        ComputeDevice resolved = device.resolved();
        return create(spec, resolved, chunkBytes, path(resolved), Content.INITIAL_VALUES);
    }

    /**
     * An instance whose every tensor is still to be overwritten through {@link #tensors()}: making
     * initial values for a large one would take as long as restoring it.
     *
     * @param spec the run
     * @param device where it lives
     * @param chunkBytes bytes of a chunk of its layout
     * @throws IncompatibleModelException as {@link #create}
     */
    public static Instance createToRestore(RunSpec spec, ComputeDevice device, int chunkBytes) {
        ComputeDevice resolved = device.resolved();
        return create(spec, resolved, chunkBytes, path(resolved), Content.ZEROS);
    }

    private static ParameterUpdate.Path path(ComputeDevice resolved) {
        return resolved instanceof ComputeDevice.Cpu
                ? ParameterUpdate.Path.HOST
                : ParameterUpdate.Path.DEVICE;
    }

    static Instance create(
            RunSpec spec, ComputeDevice resolved, int chunkBytes, ParameterUpdate.Path path) {
        return create(spec, resolved, chunkBytes, path, Content.INITIAL_VALUES);
    }

    private static Instance create(
            RunSpec spec,
            ComputeDevice resolved,
            int chunkBytes,
            ParameterUpdate.Path path,
            Content content) {
        if (spec.evaluation() == EvaluationSpec.LOSS_AND_AUC
                && spec.loss() != LossSpec.BINARY_CROSS_ENTROPY) {
            throw new IncompatibleModelException(
                    "Run '"
                            + spec.run()
                            + "' cannot measure an AUC with the loss "
                            + spec.loss().code()
                            + ": take the loss binary-cross-entropy, or evaluate the loss only.");
        }
        NDManager manager =
                ComputeDevice.engine().newBaseManager(ComputeDevice.engineDevice(resolved));
        try {
            return new Instance(spec, manager, chunkBytes, path, content);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Trains on one batch, or refuses it whole.
     *
     * @throws TrainingException where the engine fails; close the instance
     */
    public StepOutcome step(Batch batch) {
        checkOpen();
        long step = progress.step() + 1;
        try {
            input.fill(batch);
        } catch (InvalidBatchException e) {
            progress = ProgressUpdate.refused(progress);
            return new StepOutcome.Refused(step, e.reason(), e.detail());
        }
        try (NDManager scope = manager.newSubManager()) {
            buffers.save();
            GradientPass.Result result = gradients(batch, step, scope);
            if (!Float.isFinite(result.loss())) {
                return refuse(step, "loss-not-finite", "The loss is " + result.loss() + ".");
            }
            double norm = Math.sqrt(update.sumOfSquares(scope));
            if (!Double.isFinite(norm)) {
                String detail =
                        "The loss is " + result.loss() + ", the gradients' norm " + norm + ".";
                return refuse(step, "gradient-not-finite", detail);
            }
            return apply(batch, step, result, norm, scope);
        } catch (RuntimeException e) {
            throw new TrainingException(spec.run(), step, e);
        }
    }

    /** Forward and backward pass; the gradients lie with the parameters afterwards. */
    private GradientPass.Result gradients(Batch batch, long step, NDManager scope) {
        return pass.run(batch, step, scope);
    }

    /** Updates the elements [from, to) of one parameter from its gradient. */
    private void update(
            UpdateArguments arguments, int parameter, int from, int to, NDManager scope) {
        update.apply(arguments, parameter, from, to, scope);
    }

    private StepOutcome apply(
            Batch batch, long step, GradientPass.Result result, double norm, NDManager scope) {
        double rate = spec.schedule().rateAt(step);
        UpdateArguments arguments =
                new UpdateArguments(step, rate, GradientNorm.clipScale(norm, clipNorm));
        List<TrainedTensor> trained = memory.trained();
        for (int parameter = 0; parameter < trained.size(); parameter++) {
            int tensor = trained.get(parameter).tensor();
            int elements = memory.layout().tensors().get(tensor).byteCount() / Float.BYTES;
            update(arguments, parameter, 0, elements, scope);
        }
        progress = ProgressUpdate.applied(progress, batch, result.loss(), result.logits());
        return new StepOutcome.Applied(step, result.loss(), norm, rate);
    }

    private StepOutcome refuse(long step, String reason, String detail) {
        buffers.restore();
        progress = ProgressUpdate.refused(progress);
        return new StepOutcome.Refused(step, reason, detail);
    }

    /**
     * The logits or predictions of a batch, n × outputs, with dropout off and running statistics as
     * they stand; nothing is learnt, labels are not looked at.
     */
    public float[] predict(Batch batch) {
        checkOpen();
        input.fillFeatures(batch);
        try (NDManager scope = manager.newSubManager()) {
            return pass.predict(batch, scope);
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
        return tensors;
    }

    /** The SHA-256 of all tensors and the step. */
    public String fingerprint() {
        return Fingerprint.of(tensors(), progress.step());
    }

    /** The run. */
    public RunSpec spec() {
        return spec;
    }

    /** Bytes of native memory: parameters, buffers, moments, gradients and input buffers. */
    public long byteCount() {
        long bytes = memory.layout().byteCount() + input.byteCount();
        for (TrainedTensor parameter : memory.trained()) {
            bytes += memory.layout().tensors().get(parameter.tensor()).byteCount();
        }
        return bytes;
    }

    /** Frees all native memory; closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            gradients.close();
            manager.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The instance of run '" + spec.run() + "' is closed: its memory is gone.");
        }
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
