package io.ratchet.training.step.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.device.UnorderedOperationException;
import io.ratchet.training.model.InitialValues;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.UpdateArguments;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.BatchRefusal;
import io.ratchet.training.step.ComputedStep;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Steps by PyTorch, through DJL.
 *
 * <p><b>Owns</b>: one engine manager, and with it all native memory of the instance: parameters,
 * gradients, moments, input buffers. What a step makes belongs to that step's sub-manager.
 *
 * <p><b>Threading</b>: as the contract says; those whose models draw take turns in their forward
 * passes.
 */
final class TorchComputer implements StepComputer {
    private final RunSpec spec;
    private final DeviceLease lease;
    private final InstanceFootprint footprint;
    private final NDManager manager;
    private final TorchMemory memory;
    private final InstanceTensors tensors;
    private final BatchInput input;
    private final BufferGuard buffers;
    private final Gradients gradients;
    private final GradientPass pass;
    private final ParameterUpdate update;
    private final OptionalDouble clipNorm;

    /** What the tensors of an instance hold at first. */
    enum Content {
        INITIAL_VALUES,
        ZEROS
    }

    private TorchComputer(
            RunSpec spec,
            DeviceLease lease,
            InstanceFootprint footprint,
            NDManager manager,
            int chunkBytes,
            UpdatePath path,
            Content content) {
        this.spec = spec;
        this.lease = lease;
        this.footprint = footprint;
        this.manager = manager;
        NDManager hostManager = manager.newSubManager(Device.cpu());
        Network network = Network.create(spec, manager);
        int outputs = network.outputCount(spec, manager);
        memory = TorchMemory.allocate(network, spec.optimizer(), chunkBytes, manager);
        gradients = new Gradients(memory.trainedArrays(), manager);
        if (path == UpdatePath.HOST) {
            AliasedTensors aliased = new AliasedTensors(memory.layout(), memory.arrays());
            tensors = aliased;
            update = new HostUpdate(spec.optimizer(), aliased, memory.trained(), gradients);
            buffers = new HostBufferGuard(aliased, memory.buffers());
        } else {
            tensors =
                    new CopiedTensors(
                            memory.layout(),
                            memory.arrays(),
                            manager,
                            hostManager,
                            lease.traffic());
            update =
                    new DeviceUpdate(
                            spec.optimizer(), memory.arrays(), memory.trained(), gradients);
            buffers = new DeviceBufferGuard(memory.arrays(), memory.buffers(), manager);
        }
        if (content == Content.INITIAL_VALUES) {
            writeInitialValues(network);
        }
        input = new BatchInput(network.model(), spec.loss(), outputs, hostManager);
        pass = new GradientPass(spec, network, input, gradients, manager, lease.traffic());
        clipNorm = OptionalDouble.of(spec.clipNorm());
    }

    private void writeInitialValues(Network network) {
        for (int index = 0; index < network.parameters().size(); index++) {
            float[] values =
                    InitialValues.of(network.model(), network.parameters(), index, spec.seed());
            tensors.write(index, 0, littleEndian(values));
        }
    }

    /** One of a run, with its tensors filled. */
    static TorchComputer of(
            RunSpec spec,
            DeviceLease lease,
            InstanceFootprint footprint,
            int chunkBytes,
            UpdatePath path,
            Content content) {
        lease.beginTurn();
        try {
            return make(spec, lease, footprint, chunkBytes, path, content);
        } catch (EngineException e) {
            throw named(e, spec, lease, "make an instance of", footprint);
        } finally {
            lease.endTurn();
        }
    }

    /** What is to be thrown for a failure of the engine: one with a name, where it has one. */
    private static RuntimeException named(
            EngineException failure,
            RunSpec spec,
            DeviceLease lease,
            String what,
            InstanceFootprint footprint) {
        if (UnorderedOperationException.tells(failure)) {
            return UnorderedOperationException.of(failure, spec);
        }
        return lease.isGpu() && DeviceMemoryException.tells(failure)
                ? DeviceMemoryException.of(failure, spec, lease, what, footprint)
                : failure;
    }

    private static TorchComputer make(
            RunSpec spec,
            DeviceLease lease,
            InstanceFootprint footprint,
            int chunkBytes,
            UpdatePath path,
            Content content) {
        NDManager manager = ComputeDevice.engine().newBaseManager(lease.engineDevice());
        try {
            return new TorchComputer(spec, lease, footprint, manager, chunkBytes, path, content);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public ComputedStep compute(Batch batch, long step) {
        input.fill(batch);
        lease.beginTurn();
        try (NDManager scope = manager.newSubManager()) {
            buffers.save();
            GradientPass.Result result = gradients(batch, step, scope);
            if (!Float.isFinite(result.loss())) {
                return refuse(
                        step, BatchRefusal.LOSS_NOT_FINITE, "The loss is " + result.loss() + ".");
            }
            double norm = Math.sqrt(update.sumOfSquares(scope));
            if (!Double.isFinite(norm)) {
                String detail =
                        "The loss is " + result.loss() + ", the gradients' norm " + norm + ".";
                return refuse(step, BatchRefusal.GRADIENT_NOT_FINITE, detail);
            }
            return apply(step, result, norm, scope);
        } catch (EngineException e) {
            throw named(e, spec, lease, "compute a step of", footprint);
        } finally {
            lease.endTurn();
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

    private ComputedStep apply(
            long step, GradientPass.Result result, double norm, NDManager scope) {
        double rate = spec.schedule().rateAt(step);
        UpdateArguments arguments =
                new UpdateArguments(step, rate, GradientNorm.clipScale(norm, clipNorm));
        List<TrainedTensor> trained = memory.trained();
        for (int parameter = 0; parameter < trained.size(); parameter++) {
            int tensor = trained.get(parameter).tensor();
            int elements = memory.layout().tensors().get(tensor).byteCount() / Float.BYTES;
            update(arguments, parameter, 0, elements, scope);
        }
        return new ComputedStep(
                new StepOutcome.Applied(step, result.loss(), norm, rate), result.logits());
    }

    private ComputedStep refuse(long step, BatchRefusal reason, String detail) {
        buffers.restore();
        return ComputedStep.refused(step, reason, detail);
    }

    @Override
    public float[] predict(Batch batch) {
        input.fillFeatures(batch);
        lease.beginTurn();
        try (NDManager scope = manager.newSubManager()) {
            return pass.predict(batch, scope);
        } catch (EngineException e) {
            throw named(e, spec, lease, "predict with", footprint);
        } finally {
            lease.endTurn();
        }
    }

    @Override
    public HostTensors tensors() {
        return tensors;
    }

    @Override
    public Optional<PackedTensors> packed() {
        return Optional.empty();
    }

    @Override
    public long byteCount() {
        if (lease.isGpu()) {
            return input.byteCount() + tensors.hostByteCount();
        }
        long bytes = memory.layout().byteCount() + input.byteCount();
        for (TrainedTensor parameter : memory.trained()) {
            bytes += memory.layout().tensors().get(parameter.tensor()).byteCount();
        }
        return bytes;
    }

    @Override
    public InstanceFootprint footprint() {
        return footprint;
    }

    @Override
    public void close() {
        gradients.close();
        manager.close();
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
