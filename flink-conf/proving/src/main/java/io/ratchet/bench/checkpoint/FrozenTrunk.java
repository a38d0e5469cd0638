package io.ratchet.bench.checkpoint;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.Map;

/**
 * Two frozen layers of {@code width} under a trained perceptron with {@code hidden} units, as when
 * a model that was trained before is adapted.
 */
public final class FrozenTrunk implements ModelProvider {
    @Override
    public Block block(InputSpec input, Map<String, String> options) {
        int width = Integer.parseInt(options.getOrDefault("width", "64"));
        int hidden = Integer.parseInt(options.getOrDefault("hidden", "8"));
        return new SequentialBlock()
                .add(frozen(width))
                .add(Activation.reluBlock())
                .add(frozen(width))
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(hidden).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(1).build());
    }

    private static Block frozen(int width) {
        Block layer = Linear.builder().setUnits(width).build();
        layer.freezeParameters(true);
        return layer;
    }
}
