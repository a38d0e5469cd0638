package io.ratchet.training.model;

import io.ratchet.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** What the forward pass of a model takes of a batch. */
public final class ModelInputs {
    private ModelInputs() {}

    /** One for every feature tensor of a batch, in the batch's order. */
    public static List<ModelInput> of(ModelSpec model, InputSpec input) {
        if (input instanceof InputSpec.Rows rows) {
            return ofRows(rows, !(model instanceof ModelSpec.Custom));
        }
        return ofTensors((InputSpec.Tensors) input);
    }

    private static List<ModelInput> ofRows(InputSpec.Rows rows, boolean oneTable) {
        List<ModelInput> inputs = new ArrayList<>();
        if (rows.numericCount() > 0) {
            List<Integer> shape = List.of(rows.numericCount());
            inputs.add(new ModelInput("numeric", TensorType.FLOAT32, shape, new ModelInput.AsIs()));
        }
        List<Integer> cardinalities = rows.cardinalities();
        if (!cardinalities.isEmpty()) {
            List<Integer> offsets = new ArrayList<>();
            int offset = 0;
            for (int cardinality : cardinalities) {
                offsets.add(offset);
                offset += oneTable ? cardinality : 0;
            }
            List<Integer> shape = List.of(cardinalities.size());
            ModelInput.Ids ids = new ModelInput.Ids(cardinalities, offsets);
            inputs.add(new ModelInput("categorical", TensorType.INT32, shape, ids));
        }
        return inputs;
    }

    private static List<ModelInput> ofTensors(InputSpec.Tensors tensors) {
        List<ModelInput> inputs = new ArrayList<>();
        for (InputSpec.FeatureTensor feature : tensors.features()) {
            ModelInput.Conversion conversion =
                    feature.type() == TensorType.UINT8
                            ? new ModelInput.Fraction()
                            : new ModelInput.AsIs();
            inputs.add(
                    new ModelInput(
                            feature.name(), feature.type(), feature.sampleShape(), conversion));
        }
        return inputs;
    }
}
