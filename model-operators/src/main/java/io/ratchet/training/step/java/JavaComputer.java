package io.ratchet.training.step.java;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.optimizer.FusedUpdate;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.UpdateArguments;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.BatchRefusal;
import io.ratchet.training.step.ComputedStep;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Steps in plain Java: small models, of which there may be many.
 *
 * <p>All parameters lie in one array, one behind the other, and so does each of the optimizer's
 * moments; what a step needs besides belongs to the thread ({@link JavaWorkspace}), so that a
 * thousand instances cost little more than their weights.
 *
 * <p>Sums are taken in a fixed order, one operation after the other, and functions are those of
 * {@link StrictMath}: the same bits on every machine.
 */
final class JavaComputer implements StepComputer {
    private final RunSpec spec;
    private final JavaNetwork network;
    private final JavaTensors tensors;
    private final Optional<PackedTensors> packed;
    private final OptionalDouble clipNorm;

    JavaComputer(JavaTemplate template) {
        spec = template.spec();
        network = template.network();
        tensors = new JavaTensors(template);
        packed = Optional.of(tensors);
        clipNorm = OptionalDouble.of(spec.clipNorm());
    }

    @Override
    public ComputedStep compute(Batch batch, long step) {
        JavaWorkspace workspace = JavaWorkspace.ofThread();
        workspace.fill(network, batch);
        float[] weights = tensors.parameters();
        workspace.unpack(network, weights);
        network.forward(workspace);
        float loss = network.loss(workspace);
        if (!Float.isFinite(loss)) {
            return ComputedStep.refused(
                    step, BatchRefusal.LOSS_NOT_FINITE, "The loss is " + loss + ".");
        }
        network.backward(workspace);
        float[] gradient = workspace.packedGradient(network);
        int count = network.parameterCount();
        double norm = Math.sqrt(GradientNorm.sumOfSquares(gradient, count));
        if (!Double.isFinite(norm)) {
            String detail = "The loss is " + loss + ", the gradients' norm " + norm + ".";
            return ComputedStep.refused(step, BatchRefusal.GRADIENT_NOT_FINITE, detail);
        }
        double rate = spec.schedule().rateAt(step);
        UpdateArguments arguments =
                new UpdateArguments(step, rate, GradientNorm.clipScale(norm, clipNorm));
        FusedUpdate.apply(spec.optimizer(), arguments, weights, gradient, tensors.moments(), count);
        boolean logitsWanted = spec.evaluation() == EvaluationSpec.LOSS_AND_AUC;
        return new ComputedStep(
                new StepOutcome.Applied(step, loss, norm, rate),
                logitsWanted ? workspace.copyOfLogits(network) : ComputedStep.NO_LOGITS);
    }

    @Override
    public float[] predict(Batch batch) {
        JavaWorkspace workspace = JavaWorkspace.ofThread();
        workspace.fillFeatures(network, batch);
        workspace.unpack(network, tensors.parameters());
        network.forward(workspace);
        return workspace.copyOfLogits(network);
    }

    @Override
    public HostTensors tensors() {
        return tensors;
    }

    @Override
    public Optional<PackedTensors> packed() {
        return packed;
    }

    @Override
    public long byteCount() {
        return tensors.layout().byteCount();
    }

    @Override
    public InstanceFootprint footprint() {
        return InstanceFootprint.NONE;
    }

    @Override
    public void close() {
        // Nothing but the heap.
    }
}
