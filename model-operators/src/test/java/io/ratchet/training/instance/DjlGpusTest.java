package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class DjlGpusTest {
    @Test
    void tellsThatItDoesNotKnowWhereThereIsNone() {
        assumeTrue(DjlGpus.INSTANCE.count() == 0, "Skipped: there is a GPU, which GpuITCase asks.");

        assertThat(DjlGpus.INSTANCE.memory(0)).isEmpty();
        assertThat(DjlGpus.INSTANCE.description(0)).startsWith("gpu ").doesNotContain("compute");
        assertThat(DjlGpus.INSTANCE.engineName()).startsWith("PyTorch ");
    }
}
