package io.ratchet.training.model;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Whether a model goes with its input and its loss; found out without the engine. */
public final class ModelCompatibility {
    private ModelCompatibility() {}

    /**
     * Refuses what does not go together.
     *
     * @throws IncompatibleModelException naming all faults
     */
    public static void check(ModelSpec model, InputSpec input, LossSpec loss) {
        List<String> faults = faults(model, input, loss);
        if (!faults.isEmpty()) {
            throw new IncompatibleModelException(
                    "The model '"
                            + model.code()
                            + "' does not go with its input or loss: "
                            + String.join(" ", faults));
        }
    }

    /** All that does not go together, each a sentence that says what to do; empty if it does. */
    public static List<String> faults(ModelSpec model, InputSpec input, LossSpec loss) {
        List<String> faults = new ArrayList<>();
        if (input instanceof InputSpec.Rows rows) {
            rowFaults(model, rows, faults);
        } else if (input instanceof InputSpec.Tensors tensors) {
            tensorFaults(model, tensors, faults);
        }
        OptionalInt outputs = model.outputCount();
        if (outputs.isPresent()) {
            outputFaults(outputs.getAsInt(), loss, faults);
        }
        return List.copyOf(faults);
    }

    /**
     * Why a model cannot be computed in plain Java: linear models and dense layers without dropout
     * can; empty if it can.
     */
    public static List<String> javaFaults(ModelSpec model) {
        List<String> faults = new ArrayList<>();
        boolean dense =
                model instanceof ModelSpec.Linear
                        || (model instanceof ModelSpec.Mlp mlp && mlp.dropout() == 0);
        if (!dense) {
            faults.add("Plain Java computes linear, and mlp without dropout, and no other model.");
        }
        return faults;
    }

    /**
     * Refuses a width of the output that does not go with the loss.
     *
     * @throws IncompatibleModelException saying what to change
     */
    public static void checkOutputs(int outputs, LossSpec loss) {
        List<String> faults = new ArrayList<>();
        outputFaults(outputs, loss, faults);
        if (!faults.isEmpty()) {
            throw new IncompatibleModelException(String.join(" ", faults));
        }
    }

    private static void outputFaults(int outputs, LossSpec loss, List<String> faults) {
        switch (loss) {
            case SOFTMAX_CROSS_ENTROPY -> {
                if (outputs < 2) {
                    faults.add(
                            "The loss softmax-cross-entropy needs one output a class, at least 2,"
                                    + " but the model has "
                                    + outputs
                                    + ": raise outputs, or take binary-cross-entropy.");
                }
            }
            case BINARY_CROSS_ENTROPY, SQUARED_ERROR -> {
                if (outputs != 1) {
                    faults.add(
                            "The loss "
                                    + loss.code()
                                    + " needs exactly 1 output, but the model has "
                                    + outputs
                                    + ": set outputs to 1, or take softmax-cross-entropy.");
                }
            }
        }
    }

    private static void rowFaults(ModelSpec model, InputSpec.Rows rows, List<String> faults) {
        long ids = 0;
        for (int index = 0; index < rows.cardinalities().size(); index++) {
            int cardinality = rows.cardinalities().get(index);
            ids += cardinality;
            if (cardinality < 1) {
                faults.add(
                        "Categorical feature "
                                + index
                                + " has a cardinality of "
                                + cardinality
                                + "; it must be at least 1.");
            }
        }
        if (ids > Integer.MAX_VALUE) {
            faults.add(
                    "The categorical features have "
                            + ids
                            + " ids together; at most "
                            + Integer.MAX_VALUE
                            + " are possible: hash them into fewer.");
        }
        if (model instanceof ModelSpec.Mlp && !rows.cardinalities().isEmpty()) {
            faults.add(
                    "It takes numeric features only, but the rows have "
                            + rows.cardinalities().size()
                            + " categorical ones: take the model 'tabular'.");
        }
        if (model instanceof ModelSpec.Convnet) {
            faults.add("It takes an image tensor, not rows: take 'tabular', 'mlp' or 'linear'.");
        }
    }

    private static void tensorFaults(
            ModelSpec model, InputSpec.Tensors tensors, List<String> faults) {
        InputSpec.FeatureTensor label = tensors.label();
        if (HostTensor.elementCount(label.sampleShape()) != 1) {
            faults.add(
                    "The label tensor '"
                            + label.name()
                            + "' has the shape "
                            + label.sampleShape()
                            + " a sample; it must hold one number a sample.");
        }
        if (model instanceof ModelSpec.Custom) {
            return;
        }
        if (model instanceof ModelSpec.Tabular) {
            faults.add("It takes rows, not tensors: take the model 'mlp' or 'convnet'.");
            return;
        }
        InputSpec.FeatureTensor feature = tensors.features().get(0);
        if (tensors.features().size() != 1) {
            faults.add(
                    "It takes one feature tensor, but there are "
                            + tensors.features().size()
                            + ": write them as one, or write a model of your own.");
        }
        if (feature.type() != TensorType.FLOAT32 && feature.type() != TensorType.UINT8) {
            faults.add(
                    "The feature tensor '"
                            + feature.name()
                            + "' is "
                            + feature.type().code()
                            + "; it must be F32 or U8.");
        }
        if (HostTensor.elementCount(feature.sampleShape()) < 1) {
            faults.add("The feature tensor '" + feature.name() + "' has no elements.");
        }
        if (model instanceof ModelSpec.Convnet convnet) {
            imageFaults(convnet, feature, faults);
        }
    }

    private static void imageFaults(
            ModelSpec.Convnet model, InputSpec.FeatureTensor feature, List<String> faults) {
        List<Integer> shape = feature.sampleShape();
        int halvings = model.channels().size();
        if (shape.size() != 3) {
            faults.add(
                    "The feature tensor '"
                            + feature.name()
                            + "' has the shape "
                            + shape
                            + " a sample; it must be [channels, height, width].");
        } else if (Math.min(shape.get(1), shape.get(2)) >> Math.min(halvings, 31) < 1) {
            faults.add(
                    "Images of "
                            + shape.get(1)
                            + " by "
                            + shape.get(2)
                            + " cannot be halved "
                            + halvings
                            + " times: name fewer channels.");
        }
    }
}
