package io.ratchet.training.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Builds the blocks of models from their specs. */
public final class ModelBuilder {
    private ModelBuilder() {}

    /**
     * A fresh block, not yet initialised, and what it takes.
     *
     * @throws IncompatibleModelException where {@link ModelCompatibility} finds a fault, or a
     *     user's class cannot be used
     */
    public static BuiltModel build(ModelSpec model, InputSpec input, LossSpec loss) {
        ModelCompatibility.check(model, input, loss);
        List<ModelInput> inputs = ModelInputs.of(model, input);
        if (model instanceof ModelSpec.Custom custom) {
            ModelProvider provider = CustomModel.provider(custom);
            Block block = CustomModel.block(custom, provider, input);
            return new BuiltModel(block, inputs, true, provider::initialValues);
        }
        if (model instanceof ModelSpec.Linear linear) {
            return builtIn(linear(linear, input), inputs, 0);
        }
        if (model instanceof ModelSpec.Mlp mlp) {
            Block layers = perceptron(mlp.hidden(), mlp.outputs(), mlp.dropout());
            return builtIn(flattened(inputs, layers), inputs, mlp.dropout());
        }
        if (model instanceof ModelSpec.Tabular tabular) {
            return new BuiltModel(
                    tabular(tabular, input),
                    inputs,
                    tabular.dropout() > 0,
                    (name, shape, random) -> embeddings(tabular.init(), name, shape, random));
        }
        if (model instanceof ModelSpec.Convnet convnet) {
            return builtIn(convnet(convnet), inputs, convnet.dropout());
        }
        throw new IllegalStateException("No builder for the model '" + model.code() + "'.");
    }

    private static BuiltModel builtIn(Block block, List<ModelInput> inputs, double dropout) {
        return new BuiltModel(block, inputs, dropout > 0, ModelBuilder::weightsOfIds);
    }

    /**
     * A linear model's weights of ids begin at 0, as with the engine {@code java}: an id that was
     * never seen adds nothing. Everything else begins as its type says.
     */
    private static Optional<float[]> weightsOfIds(
            String name, List<Integer> shape, RandomGenerator random) {
        return isTable(name) ? Optional.of(new float[count(shape)]) : Optional.empty();
    }

    private static Optional<float[]> embeddings(
            EmbeddingInit init, String name, List<Integer> shape, RandomGenerator random) {
        return isTable(name) ? Optional.of(init.values(count(shape), random)) : Optional.empty();
    }

    private static boolean isTable(String name) {
        return name.endsWith(EmbeddingTable.TABLE);
    }

    private static int count(List<Integer> shape) {
        return Math.multiplyExact(shape.get(0), shape.get(1));
    }

    private static Block linear(ModelSpec.Linear model, InputSpec input) {
        Block numeric = dense(model.outputs());
        if (!(input instanceof InputSpec.Rows rows)) {
            return new SequentialBlock().add(Blocks.batchFlattenBlock()).add(numeric);
        }
        if (rows.cardinalities().isEmpty()) {
            return numeric;
        }
        Block categorical =
                new SequentialBlock().add(table(rows, model.outputs())).add(new SumOverFeatures());
        return rows.numericCount() == 0 ? categorical : new LinearBlock(numeric, categorical);
    }

    private static Block tabular(ModelSpec.Tabular model, InputSpec input) {
        Block layers = perceptron(model.hidden(), model.outputs(), model.dropout());
        if (!(input instanceof InputSpec.Rows rows) || rows.cardinalities().isEmpty()) {
            return layers;
        }
        long embeddedWidth = (long) model.embedding() * rows.cardinalities().size();
        return new TabularBlock(table(rows, model.embedding()), embeddedWidth, layers);
    }

    private static Block convnet(ModelSpec.Convnet model) {
        SequentialBlock layers = new SequentialBlock();
        for (int channels : model.channels()) {
            layers.add(
                    Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(channels)
                            .build());
            if (model.batchNorm()) {
                layers.add(BatchNorm.builder().build());
            }
            layers.add(Activation.reluBlock());
            layers.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        }
        return layers.add(Blocks.batchFlattenBlock())
                .add(perceptron(List.of(model.hidden()), model.outputs(), model.dropout()));
    }

    private static Block flattened(List<ModelInput> inputs, Block layers) {
        return inputs.get(0).sampleShape().size() == 1
                ? layers
                : new SequentialBlock().add(Blocks.batchFlattenBlock()).add(layers);
    }

    private static SequentialBlock perceptron(List<Integer> hidden, int outputs, double dropout) {
        SequentialBlock layers = new SequentialBlock();
        for (int width : hidden) {
            layers.add(dense(width)).add(Activation.reluBlock());
            if (dropout > 0) {
                layers.add(Dropout.builder().optRate((float) dropout).build());
            }
        }
        return layers.add(dense(outputs));
    }

    private static Block dense(int outputs) {
        return Linear.builder().setUnits(outputs).build();
    }

    private static Block table(InputSpec.Rows rows, int width) {
        long ids = 0;
        for (int cardinality : rows.cardinalities()) {
            ids += cardinality;
        }
        return new EmbeddingTable(ids, width);
    }
}
