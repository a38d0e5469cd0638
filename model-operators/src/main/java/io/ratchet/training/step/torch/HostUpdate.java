package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDManager;
import io.ratchet.training.optimizer.FusedUpdate;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.optimizer.UpdateArguments;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The update in one pass over host memory that aliases the engine's. */
final class HostUpdate implements ParameterUpdate {
    private final OptimizerSpec optimizer;
    private final FusedUpdate update = new FusedUpdate();
    private final GradientNorm norm = new GradientNorm();
    private final List<Operands> operands = new ArrayList<>();

    private record Operands(ByteBuffer weights, ByteBuffer gradient, List<ByteBuffer> moments) {
        int elements() {
            return weights.capacity() / Float.BYTES;
        }
    }

    HostUpdate(
            OptimizerSpec optimizer,
            AliasedTensors tensors,
            List<TrainedTensor> parameters,
            Gradients gradients) {
        this.optimizer = optimizer;
        for (int index = 0; index < parameters.size(); index++) {
            TrainedTensor parameter = parameters.get(index);
            operands.add(
                    new Operands(
                            tensors.memory(parameter.tensor()),
                            AliasedTensors.alias(gradients.array(index)),
                            parameter.moments().stream().map(tensors::memory).toList()));
        }
    }

    @Override
    public double sumOfSquares(NDManager scope) {
        double sum = 0;
        for (Operands own : operands) {
            sum += norm.sumOfSquares(own.gradient(), 0, own.elements());
        }
        return sum;
    }

    @Override
    public void apply(UpdateArguments arguments, int parameter, int from, int to, NDManager scope) {
        Operands own = operands.get(parameter);
        update.apply(optimizer, arguments, own.weights(), own.gradient(), own.moments(), from, to);
    }
}
