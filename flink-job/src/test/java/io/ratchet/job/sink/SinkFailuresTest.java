package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.failure.JobFailures;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.Ruling;
import io.ratchet.operator.failure.Verdict;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sink says itself is what the table of failures makes of it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the field
final class SinkFailuresTest {
    @TempDir java.nio.file.Path folder;

    @Test
    void whatTheSinkRefusesEndsTheJobInItsOwnWords() {
        assertEnds(SinkException.ofMissing("metrics"));
        assertEnds(SinkException.ofMadeAgain("metrics"));
        assertEnds(
                SinkException.ofTooLarge(
                        new ProducerRecord<>("metrics", new byte[0], new byte[9]),
                        new RecordTooLargeException("9 bytes")));
    }

    private static void assertEnds(SinkException refusal) {
        Verdict verdict = JobFailures.TABLE.rule(Place.SINK, new Exception("in a task", refusal));

        assertThat(verdict.ruling()).isEqualTo(Ruling.END);
        assertThat(verdict.row().name()).isEqualTo("refused");
        assertThat(verdict.text()).contains(String.valueOf(refusal.getMessage()));
    }
}
