package io.ratchet.bench.checkpoint;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The mean of the vectors of a row's ids, then one linear layer. Option: {@code rows}. */
public final class IdMeans implements ModelProvider {
    @Override
    public Block block(InputSpec input, Map<String, String> options) {
        return new SequentialBlock()
                .add(new IdMeansBlock(Long.parseLong(options.getOrDefault("rows", "100"))))
                .add(Linear.builder().setUnits(1).build());
    }

    @Override
    public Optional<float[]> initialValues(
            String name, List<Integer> shape, RandomGenerator random) {
        if (!name.endsWith(IdMeansBlock.TABLE)) {
            return Optional.empty();
        }
        float[] values = new float[Math.multiplyExact(shape.get(0), shape.get(1))];
        for (int index = 0; index < values.length; index++) {
            values[index] = random.nextFloat() - 0.5f;
        }
        return Optional.of(values);
    }
}
