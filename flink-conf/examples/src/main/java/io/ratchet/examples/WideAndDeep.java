package io.ratchet.examples;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A user's own model over rows: a linear model that remembers (wide) and a network over embeddings
 * that generalises (deep), added up.
 *
 * <p>Options: {@code embedding}, the width of the embeddings (8 unless given), and {@code hidden},
 * the width of the one hidden layer (32 unless given).
 *
 * <p>Source: Cheng et al., <i>Wide &amp; Deep Learning for Recommender Systems</i>, 2016.
 */
public final class WideAndDeep implements ModelProvider {
    private static final double EMBEDDING_DEVIATION = 0.01;

    @Override
    public Block block(InputSpec input, Map<String, String> options) {
        if (!(input instanceof InputSpec.Rows rows)
                || rows.numericCount() == 0
                || rows.cardinalities().isEmpty()) {
            throw new IllegalArgumentException(
                    "This model takes rows with numeric and categorical features, not "
                            + input
                            + ". Add the columns that are missing, or take another model.");
        }
        int embedding = Integer.parseInt(options.getOrDefault("embedding", "8"));
        int hidden = Integer.parseInt(options.getOrDefault("hidden", "32"));
        return new WideAndDeepBlock(
                new IdTable(rows.cardinalities(), 1),
                dense(1),
                new IdTable(rows.cardinalities(), embedding),
                new SequentialBlock().add(dense(hidden)).add(Activation.reluBlock()).add(dense(1)));
    }

    /** The wide part begins at zero, the embeddings normal around it, all else as by default. */
    @Override
    public Optional<float[]> initialValues(
            String name, List<Integer> shape, RandomGenerator random) {
        if (!name.endsWith(IdTable.TABLE)) {
            return Optional.empty();
        }
        float[] values = new float[Math.multiplyExact(shape.get(0), shape.get(1))];
        if (shape.get(1) > 1) {
            for (int index = 0; index < values.length; index++) {
                values[index] = (float) (EMBEDDING_DEVIATION * random.nextGaussian());
            }
        }
        return Optional.of(values);
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
