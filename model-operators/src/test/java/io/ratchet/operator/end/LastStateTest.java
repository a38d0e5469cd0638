package io.ratchet.operator.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a job's last state is kept, and what becomes of a job whose state cannot be. */
final class LastStateTest {
    private static final String START = "last state's start";

    private final RunEnds ends = RunEnds.enter(START, Set.of("one", "two"));
    private final Deque<CompletableFuture<CompletedCheckpoint>> asked = new ArrayDeque<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final CountDownLatch askedTwice = new CountDownLatch(2);
    private final LastState state = new LastState(this::ask, failures::add);

    private CompletableFuture<CompletedCheckpoint> ask() {
        CompletableFuture<CompletedCheckpoint> answer = new CompletableFuture<>();
        asked.add(answer);
        askedTwice.countDown();
        return answer;
    }

    @AfterEach
    void leave() {
        ends.leave();
    }

    @Test
    void sourcesEndWhenItIsKeptAndNotBefore() {
        end(0, "one");
        assertThat(asked).isEmpty();
        end(1, "two");
        end(1, "two");
        assertThat(asked).hasSize(1);
        assertThat(RunEnds.haveAllCome(START)).isFalse();

        asked.remove().complete(null);
        assertThat(RunEnds.haveAllCome(START)).isTrue();
    }

    @Test
    void oneThatATaskHasNotOutlivedCountsForNothing() {
        end(0, "one");
        end(1, "two");
        state.forget();
        ends.forget(1);
        asked.remove().complete(null);
        assertThat(RunEnds.haveAllCome(START)).isFalse();

        end(1, "two");
        asked.remove().complete(null);
        assertThat(RunEnds.haveAllCome(START)).isTrue();
    }

    @Test
    void itIsAskedForAgainWhileTasksAreRestored() throws Exception {
        end(0, "one");
        end(1, "two");
        asked.remove()
                .completeExceptionally(
                        new CheckpointException(
                                CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING));
        assertThat(askedTwice.await(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void whatCannotBeWrittenFailsTheJob() {
        end(0, "one");
        end(1, "two");
        asked.remove().completeExceptionally(new IOException("No space left on device"));

        assertThat(failures)
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining("from which the runs could go on")
                                        .hasMessageContaining("No space left on device"));
        assertThat(RunEnds.haveAllCome(START)).isFalse();
    }

    @Test
    void whereRunsStandIsReadAgainAsItWasWritten() throws Exception {
        EndedRuns ended = new EndedRuns(new TreeMap<>(Map.of("a", Map.of(0, 7L, 3, 1L << 40))));

        byte[] bytes = ended.encode();
        assertThat(EndedRuns.decode(bytes)).hasValue(ended);
        assertThat(EndedRuns.decode(new byte[20])).isEmpty();
        assertThat(EndedRuns.decode(new byte[0])).isEmpty();
        bytes[bytes.length - 1] ^= 1;
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> EndedRuns.decode(bytes))
                .hasMessageContaining("ended runs");
    }

    private void end(int subtask, String run) {
        ends.add(subtask, new RunEndEvent(run, Map.of(0, 1L)));
        state.keep(ends);
    }
}
