package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.EmbeddingInit.Distribution;
import io.ratchet.training.model.ModelSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
    @Test
    void readsWhatEmbeddingsBeginWith() {
        assertThat(model("{type: tabular, embeddingInit: uniform, embeddingScale: 0.5}"))
                .isEqualTo(tabular(Distribution.UNIFORM, 0.5));
        assertThat(model("{type: tabular, embeddingScale: 1}"))
                .isEqualTo(tabular(Distribution.NORMAL, 1));
        assertThat(model("{type: tabular}")).isEqualTo(tabular(Distribution.NORMAL, 0.01));
    }

    private static ModelSpec tabular(Distribution distribution, double scale) {
        return new ModelSpec.Tabular(
                8, new EmbeddingInit(distribution, scale), List.of(64, 32), 1, 0);
    }

    private static ModelSpec model(String text) {
        return ConfigurationReader.read("test", MINIMAL.replace("{type: tabular}", text))
                .runs()
                .get(0)
                .model();
    }
}
