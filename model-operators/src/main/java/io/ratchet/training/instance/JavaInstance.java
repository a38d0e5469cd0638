package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.optimizer.FusedUpdate;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.UpdateArguments;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.step.BatchRefusal;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An instance whose steps are computed in plain Java: small models, of which there may be many.
 *
 * <p>All parameters lie in one array, one behind the other, and so does each of the optimizer's
 * moments; what a step needs besides belongs to the thread ({@link JavaWorkspace}), so that a
 * thousand instances cost little more than their weights.
 *
 * <p>Sums are taken in a fixed order, one operation after the other, and functions are those of
 * {@link StrictMath}: the same bits on every machine.
 */
final class JavaInstance extends Instance {
    private static final float[] NO_LOGITS = {};

    private final JavaNetwork network;
    private final JavaTensors tensors;
    private final Optional<PackedTensors> packed;
    private final OptionalDouble clipNorm;

    JavaInstance(JavaTemplate template) {
        super(template.spec());
        network = template.network();
        tensors = new JavaTensors(template);
        packed = Optional.of(tensors);
        clipNorm = OptionalDouble.of(template.spec().clipNorm());
    }

    @Override
    StepOutcome compute(Batch batch, long step) {
        JavaWorkspace workspace = JavaWorkspace.ofThread();
        workspace.fill(network, batch);
        float[] weights = tensors.parameters();
        workspace.unpack(network, weights);
        network.forward(workspace);
        float loss = network.loss(workspace);
        if (!Float.isFinite(loss)) {
            return new StepOutcome.Refused(
                    step, BatchRefusal.LOSS_NOT_FINITE, "The loss is " + loss + ".");
        }
        network.backward(workspace);
        float[] gradient = workspace.packedGradient(network);
        int count = network.parameterCount();
        double norm = Math.sqrt(GradientNorm.sumOfSquares(gradient, count));
        if (!Double.isFinite(norm)) {
            String detail = "The loss is " + loss + ", the gradients' norm " + norm + ".";
            return new StepOutcome.Refused(step, BatchRefusal.GRADIENT_NOT_FINITE, detail);
        }
        double rate = spec().schedule().rateAt(step);
        UpdateArguments arguments =
                new UpdateArguments(step, rate, GradientNorm.clipScale(norm, clipNorm));
        FusedUpdate.apply(
                spec().optimizer(), arguments, weights, gradient, tensors.moments(), count);
        boolean logitsWanted = spec().evaluation() == EvaluationSpec.LOSS_AND_AUC;
        applied(batch, loss, logitsWanted ? workspace.copyOfLogits(network) : NO_LOGITS);
        return new StepOutcome.Applied(step, loss, norm, rate);
    }

    @Override
    float[] computePredictions(Batch batch) {
        JavaWorkspace workspace = JavaWorkspace.ofThread();
        workspace.fillFeatures(network, batch);
        workspace.unpack(network, tensors.parameters());
        network.forward(workspace);
        return workspace.copyOfLogits(network);
    }

    @Override
    HostTensors hostTensors() {
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
    void free() {
        // Nothing but the heap.
    }
}
