package io.ratchet.kafka.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a progress bar prints. */
class ConsoleProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void drawsOverItselfOnATerminal() {
        ConsoleProgressBar bar = bar(true);

        bar.progressed(progress(1_000, 50, 1));
        bar.finished(progress(2_000, 100, 2));

        assertThat(bytes.toString(UTF_8))
                .isEqualTo(
                        "\rload [###############...............]  50%  1,000 records  1,000/s"
                                + "\rload [##############################] 100%  2,000 records"
                                + "  1,000/s"
                                + System.lineSeparator());
    }

    @Test
    void printsALineEveryFewSecondsElsewhere() {
        ConsoleProgressBar bar = bar(false);

        for (int second = 0; second <= 12; second++) {
            bar.progressed(progress(second, 50, second));
        }
        bar.finished(progress(13, 100, 13));

        assertThat(bytes.toString(UTF_8).lines().toList()).hasSize(3);
        assertThat(bytes.toString(UTF_8)).doesNotContain("\r");
    }

    private ConsoleProgressBar bar(boolean terminal) {
        return new ConsoleProgressBar(new PrintStream(bytes, true, UTF_8), terminal, "load");
    }

    private static LoadProgress progress(long records, long byteCount, int seconds) {
        return new LoadProgress(records, byteCount, 100, Duration.ofSeconds(seconds));
    }
}
