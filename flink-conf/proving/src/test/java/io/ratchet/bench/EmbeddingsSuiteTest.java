package io.ratchet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.embeddings.EmbeddingsSuite;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.SuiteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That embeddings begin small: where ids are seldom seen, large values are noise. */
class EmbeddingsSuiteTest {
    @TempDir private Path folder;

    @Test
    void theDefaultLearnsRatingsSoonerThanPyTorchsDefault() throws Exception {
        List<String> log = new ArrayList<>();

        SuiteReport report =
                new EmbeddingsSuite()
                        .run(new BenchContext(folder, BenchContext.Size.SMALL, 1, log::add));

        assertThat(report.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).hasSize(3));
        assertThat(report.targets())
                .singleElement()
                .satisfies(gain -> assertThat(gain.value()).as("%s", log).isGreaterThan(0.02));
    }
}
