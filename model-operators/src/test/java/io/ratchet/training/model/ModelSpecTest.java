package io.ratchet.training.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.training.model.EmbeddingInit.Distribution;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelSpecTest {
    @Test
    void allFaultsAreReportedTogetherWithNameValueAndLimit() {
        assertThatThrownBy(() -> new ModelSpec.Tabular(0, List.of(8, 0), -1, 1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The model 'tabular' cannot be built: embedding is 0 and must be at least"
                                + " 1; hidden[1] is 0 and must be at least 1; outputs is -1 and"
                                + " must be at least 1; dropout is 1.0 and must be at least 0 and"
                                + " below 1.");
    }

    @Test
    void everyKindOfModelChecksItself() {
        refused("outputs is 0", () -> new ModelSpec.Linear(0));
        refused("hidden[0] is -4", () -> new ModelSpec.Mlp(List.of(-4), 1, 0));
        refused("dropout is NaN", () -> new ModelSpec.Mlp(List.of(4), 1, Double.NaN));
        refused("channels is empty", () -> new ModelSpec.Convnet(List.of(), 4, 2, false, 0));
        refused("channels[1] is 0", () -> new ModelSpec.Convnet(List.of(2, 0), 4, 2, false, 0));
        refused("class is blank", () -> new ModelSpec.Custom(" ", Map.of()));
        refused("the scale NaN", () -> new EmbeddingInit(Distribution.NORMAL, Double.NaN));
        refused("the scale 0.0", () -> new EmbeddingInit(Distribution.UNIFORM, 0));
        refused("the scale 1000.0", () -> new EmbeddingInit(Distribution.NORMAL, 1000));
    }

    private static void refused(String fault, ThrowingCallable make) {
        assertThatThrownBy(make)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }
}
