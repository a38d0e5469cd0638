package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.optimizer.TensorUpdate;
import io.ratchet.training.optimizer.UpdateArguments;
import java.util.ArrayList;
import java.util.List;

/** The update as tensor operations, on whole parameters only. */
final class DeviceUpdate implements ParameterUpdate {
    private final OptimizerSpec optimizer;
    private final List<Operands> operands = new ArrayList<>();
    private final List<NDArray> allGradients = new ArrayList<>();

    private record Operands(NDArray weights, NDArray gradient, List<NDArray> moments) {}

    DeviceUpdate(
            OptimizerSpec optimizer,
            List<PtNDArray> tensors,
            List<TrainedTensor> parameters,
            Gradients gradients) {
        this.optimizer = optimizer;
        for (int index = 0; index < parameters.size(); index++) {
            TrainedTensor parameter = parameters.get(index);
            List<NDArray> moments = new ArrayList<>();
            for (int moment : parameter.moments()) {
                moments.add(tensors.get(moment));
            }
            allGradients.add(gradients.array(index));
            operands.add(
                    new Operands(tensors.get(parameter.tensor()), gradients.array(index), moments));
        }
    }

    @Override
    public double sumOfSquares(NDManager scope) {
        return TensorUpdate.sumOfSquares(allGradients, scope);
    }

    @Override
    public void apply(UpdateArguments arguments, int parameter, int from, int to, NDManager scope) {
        Operands own = operands.get(parameter);
        if (from != 0 || to != own.weights().size()) {
            throw new UnsupportedOperationException(
                    "Tensor operations update whole parameters, not elements "
                            + from
                            + " to "
                            + to
                            + " of "
                            + own.weights().size()
                            + ".");
        }
        TensorUpdate.apply(
                optimizer, arguments, own.weights(), own.gradient(), own.moments(), scope);
    }
}
