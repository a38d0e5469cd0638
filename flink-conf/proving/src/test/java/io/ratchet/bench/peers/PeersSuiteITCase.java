package io.ratchet.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeersSuiteITCase {
    @TempDir Path folder;

    @Test
    void comparesStreamingWithoutPeersAndSaysHowToGetThem() throws Exception {
        // Given
        List<String> log = new ArrayList<>();
        BenchContext context = new BenchContext(folder, BenchContext.Size.SMALL, 1, log::add);

        // When
        SuiteReport report = new PeersSuite(folder.resolve("no-peers")).run(context);

        // Then
        assertThat(report.setting())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "PyTorch by JavaCPP, Deeplearning4j",
                                                PeerLibrary.BUILD));
        assertThat(report.tables()).hasSize(3);
        assertThat(report.tables().get(0).rows()).hasSize(1);
        assertThat(report.tables().get(1).rows()).hasSize(4);
        assertThat(report.tables().get(2).rows()).hasSize(3);
        assertThat(report.targets())
                .hasSize(2)
                .allSatisfy(target -> assertThat(target.value()).isPositive())
                .extracting(Target::name)
                .allSatisfy(name -> assertThat(name).contains("FTRL"));
    }
}
