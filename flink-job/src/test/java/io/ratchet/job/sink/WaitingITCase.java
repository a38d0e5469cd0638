package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the sink waits for when it begins, and for how long. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Timeout(60)
class WaitingITCase {
    private static final TopicPartition STEPS_0 = new TopicPartition(STEPS, 0);

    @TempDir Path folder;

    private SinkStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = SinkStage.open(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aTransactionOfOthersIsWaitedForVisiblyAndNotWithoutEnd() throws Exception {
        stage.leaveOpen("somebody");
        SinkMetrics metrics = new SinkMetrics();
        CompletableFuture<Map<TopicPartition, Long>> wait =
                CompletableFuture.supplyAsync(() -> await(metrics, Duration.ofSeconds(3)));

        while (metrics.awaitedSeconds() == 0 && !wait.isDone()) {
            Thread.onSpinWait();
        }

        assertThat(wait).as("somebody can see it").isNotDone();
        assertThatThrownBy(wait::get)
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("transaction 'somebody' of producer")
                .hasMessageContaining("is open on [metrics-0]")
                .hasMessageContaining("kafka-transactions.sh abort");
        assertThat(metrics.awaitedSeconds()).isZero();
    }

    @Test
    void oneThatEndsMeanwhileIsWaitedFor() throws Exception {
        stage.leaveOpen("somebody");
        SinkMetrics metrics = new SinkMetrics();
        CompletableFuture<Map<TopicPartition, Long>> wait =
                CompletableFuture.supplyAsync(() -> await(metrics, Duration.ofSeconds(40)));
        while (metrics.awaitedSeconds() == 0 && !wait.isDone()) {
            Thread.onSpinWait();
        }

        Fencing.fence(stage.admin(), Set.of("somebody"));

        assertThat(wait.get()).containsEntry(STEPS_0, 1L);
    }

    /** Its topic is made again, and shorter. */
    @Test
    void anEndThatIsLostMeanwhileIsNotWaitedFor() throws Exception {
        stage.leaveOpen("somebody");
        SinkMetrics metrics = new SinkMetrics();
        CompletableFuture<Map<TopicPartition, Long>> wait =
                CompletableFuture.supplyAsync(() -> await(metrics, Duration.ofSeconds(40)));
        while (metrics.awaitedSeconds() == 0 && !wait.isDone()) {
            Thread.onSpinWait();
        }

        stage.delete(STEPS);
        stage.make(STEPS);

        assertThat(wait.get()).containsEntry(STEPS_0, 0L);
    }

    /** The log was cut between the look at its end and the reading. */
    @Test
    void anEndThatIsNoLongerThereIsNotReadTo() throws Exception {
        stage.live();
        OutputTopics topics = topics();
        Map<TopicPartition, Long> ends = topics.ends();
        ends.merge(STEPS_0, 5L, Long::sum);

        assertThatThrownBy(() -> topics.committed(Map.of(), ends))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("metrics-0 was filled up to offset")
                .hasMessageContaining("lost the end of the topic");
    }

    private Map<TopicPartition, Long> await(SinkMetrics metrics, Duration patience) {
        try {
            return new DecisionWait(topics(), metrics, patience).await();
        } catch (SinkException ending) {
            throw ending;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private OutputTopics topics() throws Exception {
        return new OutputTopics(stage.start(1, Optional.empty()), stage.admin());
    }
}
