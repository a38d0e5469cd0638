package io.ratchet.bench.overhead;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The network of the built-in {@code tabular} over batches that were prepared beforehand: FLOAT32
 * (n, numeric), and INT64 (n, categorical) rows of one table. Options: {@code ids}, {@code
 * embedding}, {@code hidden}.
 */
public final class PreparedTabular implements ModelProvider {
    @Override
    public Block block(InputSpec input, Map<String, String> options) {
        return new PreparedTabularBlock(
                number(options, "ids"),
                number(options, "embedding"),
                new SequentialBlock()
                        .add(Linear.builder().setUnits(number(options, "hidden")).build())
                        .add(Activation.reluBlock())
                        .add(Linear.builder().setUnits(1).build()));
    }

    private static int number(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The option '" + name + "' is missing.");
        }
        return Integer.parseInt(value);
    }

    @Override
    public Optional<float[]> initialValues(
            String name, List<Integer> shape, RandomGenerator random) {
        if (!name.endsWith(PreparedTabularBlock.TABLE)) {
            return Optional.empty();
        }
        int count = Math.multiplyExact(shape.get(0), shape.get(1));
        return Optional.of(EmbeddingInit.DEFAULT.values(count, random));
    }
}
