package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.util.Pair;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arrays of an instance and what they are: first the parameters and buffers in the block's
 * order, then the moments by parameter.
 *
 * @param layout their names, roles and shapes
 * @param arrays the arrays, in the layout's order
 * @param trained the parameters that the optimizer updates
 * @param buffers the places of those that the forward pass changes
 */
record TorchMemory(
        Layout layout, List<PtNDArray> arrays, List<TrainedTensor> trained, List<Integer> buffers) {
    TorchMemory {
        arrays = List.copyOf(arrays);
        trained = List.copyOf(trained);
        buffers = List.copyOf(buffers);
    }

    /** Takes the network's arrays and makes the optimizer's. */
    static TorchMemory allocate(
            Network network, OptimizerSpec optimizer, int chunkBytes, NDManager manager) {
        List<TensorLayout> tensors = new ArrayList<>();
        List<PtNDArray> arrays = new ArrayList<>();
        List<Integer> parameters = new ArrayList<>();
        List<Integer> buffers = new ArrayList<>();
        for (Pair<String, Parameter> named : network.parameters()) {
            boolean trained = named.getValue().requiresGradient();
            if (trained) {
                parameters.add(tensors.size());
            } else if (mayChangeInForward(named.getValue())) {
                buffers.add(tensors.size());
            }
            TensorRole role = trained ? TensorRole.PARAMETER : TensorRole.BUFFER;
            NDArray array = named.getValue().getArray();
            tensors.add(tensor(named.getKey(), role, array));
            arrays.add((PtNDArray) array);
        }
        List<TrainedTensor> trained = new ArrayList<>();
        for (int parameter : parameters) {
            List<Integer> moments = new ArrayList<>();
            for (String moment : optimizer.momentNames()) {
                NDArray array =
                        manager.full(
                                arrays.get(parameter).getShape(),
                                optimizer.momentInitialValue(moment),
                                DataType.FLOAT32);
                moments.add(tensors.size());
                String name = tensors.get(parameter).name() + "#" + moment;
                tensors.add(tensor(name, TensorRole.MOMENT, array));
                arrays.add((PtNDArray) array);
            }
            trained.add(new TrainedTensor(parameter, moments));
        }
        return new TorchMemory(new Layout(tensors, chunkBytes), arrays, trained, buffers);
    }

    /** The arrays that the optimizer updates. */
    List<PtNDArray> trainedArrays() {
        return trained.stream().map(parameter -> arrays.get(parameter.tensor())).toList();
    }

    /** A frozen weight does not change; it need not be saved before every step. */
    static boolean mayChangeInForward(Parameter untrained) {
        return switch (untrained.getType()) {
            case RUNNING_MEAN, RUNNING_VAR, OTHER -> true;
            case WEIGHT, BIAS, GAMMA, BETA -> false;
        };
    }

    private static TensorLayout tensor(String name, TensorRole role, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IncompatibleModelException(
                    "The parameter '"
                            + name
                            + "' is "
                            + array.getDataType()
                            + "; only FLOAT32 can be trained and stored.");
        }
        List<Integer> shape =
                Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
        return new TensorLayout(name, role, TensorType.FLOAT32, shape);
    }
}
