package io.ratchet.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.bench.measure.Figures;
import io.ratchet.bench.peer.PeerBatches;
import io.ratchet.bench.peer.PeerModel;
import io.ratchet.bench.peer.PeerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerContestantTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void writesBatches() throws IOException {
        file = folder.resolve("batches");
        new PeerBatches(
                        2,
                        1,
                        3,
                        List.of(
                                new PeerBatches.Batch(new float[] {0.5f, -1}, new int[] {0, 2}),
                                new PeerBatches.Batch(new float[] {2, 3}, new int[] {1, 1})))
                .write(file);
    }

    @Test
    void trainsInAnotherProcessWheneverItIsTold() throws Exception {
        // When
        try (PeerContestant peer = start("7,5", "0.25")) {
            Figures first = peer.round();
            Figures second = peer.round();

            // Then
            assertThat(peer.about()).isEqualTo("a sum of [1, 7, 5, 3] at 0.25, threads: 3");
            assertThat(first.values().get(ModelComparison.STEPS)).isPositive();
            // The sums of the two batches are 1.5 and 7: trained in turn, their mean is near 4.25.
            assertThat(second.values().get(ModelComparison.LOSS)).isBetween(3.0, 5.5);
        }
    }

    @Test
    void tellsTheLastWordsOfAProcessThatFails() {
        assertThatThrownBy(() -> start("7,five", "0.25"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before it said 'ready'")
                .hasMessageContaining("NumberFormatException");
    }

    private PeerContestant start(String hidden, String rate) throws IOException {
        return PeerContestant.start(
                "a peer",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SummingPeer.class.getName(),
                        file.toString(),
                        hidden,
                        rate),
                folder.resolve("log"),
                Duration.ofMillis(1),
                Duration.ofMillis(20));
    }

    /** A peer whose loss is the sum of a batch's values and labels, and that prints as it likes. */
    static final class SummingPeer {
        private SummingPeer() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("Welcome to this library!");
            PeerProcess.run(
                    arguments,
                    task ->
                            new PeerModel() {
                                @Override
                                public String library() {
                                    return "a sum of "
                                            + java.util.Arrays.toString(task.widths())
                                            + " at "
                                            + task.learningRate();
                                }

                                @Override
                                public int threads() {
                                    return 3;
                                }

                                @Override
                                public double train(int batch) {
                                    PeerBatches.Batch taken = task.batches().batches().get(batch);
                                    double sum = 0;
                                    for (float value : taken.values()) {
                                        sum += value;
                                    }
                                    for (int label : taken.labels()) {
                                        sum += label;
                                    }
                                    return sum;
                                }
                            });
        }
    }
}
