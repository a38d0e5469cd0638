package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.UnorderedOperationException;
import io.ratchet.training.model.BuiltModel;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.ModelBuilder;
import io.ratchet.training.model.ModelCompatibility;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** A model in the engine's memory: its parameters, not yet filled, and its forward pass. */
final class Network {
    private static final int TRIAL_SAMPLES = 2;

    private final BuiltModel model;
    private final ParameterStore store;
    private final List<Pair<String, Parameter>> parameters = new ArrayList<>();

    private Network(BuiltModel model, NDManager manager) {
        this.model = model;
        store = new ParameterStore(manager, false);
        model.block().getParameters().forEach(parameters::add);
    }

    /** Builds a run's model in the memory of a manager; all parameters are zero. */
    static Network create(RunSpec spec, NDManager manager) {
        BuiltModel model = ModelBuilder.build(spec.model(), spec.input(), spec.loss());
        Block block = model.block();
        // not DJL's initialisers, which draw from the engine's generator
        block.setInitializer(Initializer.ZEROS, parameter -> true);
        block.initialize(manager, DataType.FLOAT32, model.inputShapes(TRIAL_SAMPLES));
        return new Network(model, manager);
    }

    BuiltModel model() {
        return model;
    }

    /** All parameters by name, in the block's order. */
    List<Pair<String, Parameter>> parameters() {
        return parameters;
    }

    /** Logits or predictions, (n, outputs), in the inputs' manager. */
    NDArray forward(NDList inputs, boolean training) {
        NDArray output = model.block().forward(store, inputs, training).singletonOrThrow();
        return output.getShape().dimension() == 1 ? output.reshape(-1, 1) : output;
    }

    /**
     * The width of the output; that of a user's block is found out by a trial run.
     *
     * @throws IncompatibleModelException where the output does not go with the loss
     */
    int outputCount(RunSpec spec, NDManager manager) {
        if (spec.model().outputCount().isPresent()) {
            return spec.model().outputCount().getAsInt();
        }
        JniUtils.setGradMode(false);
        try (NDManager scope = manager.newSubManager()) {
            NDArray output = forward(zeros(scope), false);
            Shape shape = output.getShape();
            if (shape.dimension() != 2
                    || shape.get(0) != TRIAL_SAMPLES
                    || output.getDataType() != DataType.FLOAT32) {
                throw new IncompatibleModelException(
                        "The model of run '"
                                + spec.run()
                                + "' returned "
                                + output.getDataType()
                                + " "
                                + shape
                                + " for "
                                + TRIAL_SAMPLES
                                + " samples; it must return FLOAT32 (samples, outputs).");
            }
            int outputs = Math.toIntExact(shape.get(1));
            ModelCompatibility.checkOutputs(outputs, spec.loss());
            return outputs;
        } catch (IncompatibleModelException e) {
            throw e;
        } catch (RuntimeException e) {
            if (DeviceMemoryException.tells(e) || UnorderedOperationException.tells(e)) {
                throw e;
            }
            throw new IncompatibleModelException(
                    "The model of run '"
                            + spec.run()
                            + "' failed in its trial run of "
                            + TRIAL_SAMPLES
                            + " samples: "
                            + e.getMessage()
                            + " Check its block against the run's input.",
                    e);
        }
    }

    private NDList zeros(NDManager scope) {
        Shape[] shapes = model.inputShapes(TRIAL_SAMPLES);
        NDList inputs = new NDList(shapes.length);
        for (int index = 0; index < shapes.length; index++) {
            DataType type = BatchInput.modelType(model.inputs().get(index));
            inputs.add(scope.zeros(shapes[index], type));
        }
        return inputs;
    }
}
