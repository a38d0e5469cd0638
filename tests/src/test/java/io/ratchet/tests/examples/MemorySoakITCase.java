package io.ratchet.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the flights example for a long time and looks at the process's memory: {@code
 * -Dratchet.soak.steps=30000} for how long.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class MemorySoakITCase {
    private static final Logger LOG = LoggerFactory.getLogger(MemorySoakITCase.class);
    private static final long STEPS = Long.getLong("ratchet.soak.steps", 2_000);
    private static final int BATCH_ROWS = 64;
    private static final int FLIGHTS = 200_000;
    private static final int SAMPLES = 10;

    /**
     * From the first third of the steps to the last: room for what allocators and RocksDB keep, too
     * little for one tensor of 0.3 MB lost at each of 2,000 steps, or 4 KB at each of 30,000.
     */
    private static final long MOST_GROWTH_MIB = 64;

    @TempDir Path folder;

    @Test
    void memoryStaysFlat() throws Exception {
        try (ExampleBroker broker = ExampleBroker.start(folder.resolve("kafka"))) {
            // Given
            long records = (STEPS + STEPS / 1_000 + 1) * BATCH_ROWS; // some are broken
            int passes = Math.toIntExact((records + FLIGHTS - 1) / FLIGHTS);
            broker.load(
                    "flights",
                    RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001),
                    passes,
                    records);
            Example flights = Example.plan(Example.text("flights.yaml"), broker, folder);

            // When
            ExampleOutcome outcome = flights.train(new MemorySamples(STEPS / SAMPLES));

            // Then
            List<MemorySamples.Sample> samples = MemorySamples.samples();
            samples.forEach(sample -> LOG.info("At {}", sample));
            assertThat(outcome.state().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(samples).hasSize(SAMPLES);
            long warm = samples.get(SAMPLES / 3).nativeMiB();
            long last = samples.get(SAMPLES - 1).nativeMiB();
            assertThat(last - warm)
                    .as("Growth in MiB over %s", samples)
                    .isLessThan(MOST_GROWTH_MIB);
        }
    }
}
