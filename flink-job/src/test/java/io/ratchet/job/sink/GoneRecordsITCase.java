package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.REFUSED;
import static io.ratchet.job.sink.SinkStage.STATES;
import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.sink.SinkLife.Saved;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has gone from the output topics since it was committed, and what was never committed. */
@SuppressWarnings({"NullAway.Init", "try"}) // JUnit fills the fields; a harness may be interrupted
class GoneRecordsITCase {
    private static final Map<String, String> BUSY_CLEANER =
            Map.of("log.cleaner.backoff.ms", "50", "log.cleaner.delete.retention.ms", "600000");
    private static final byte[] RUN = "run".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    /** As a user does who follows what is said of a foreign record. */
    @Test
    void aStateThatWasWrittenOverAndDeletedIsNotTakenForLost() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, BUSY_CLEANER)) {
            Optional<Saved> saved = Optional.of(stage.live());
            stage.write(STATES, RUN, "not a state".getBytes(StandardCharsets.UTF_8));
            stage.write(STATES, RUN, null);
            stage.compact(STATES);
            stage.awaitCompacted(STATES, "state 2");

            try (SinkLife life = stage.begin(2, saved)) {
                life.steps(3, 3).checkpoint(2);
            }

            assertThat(stage.mark()).isEmpty();
            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
            assertThat(stage.committed(STATES)).contains("state 3");
        }
    }

    /** A later state reaches over the one that has gone, and is none of it where it is aborted. */
    @Test
    void norIsItBehindALifeThatEndedBeforeItsFirstCheckpoint() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, BUSY_CLEANER)) {
            Optional<Saved> saved = Optional.of(stage.live());
            stage.write(STATES, RUN, "not a state".getBytes(StandardCharsets.UTF_8));
            stage.write(STATES, RUN, null);
            stage.compact(STATES);
            stage.awaitCompacted(STATES, "state 2");
            // What is aborted stays where it is seen.
            stage.set(STATES, "min.compaction.lag.ms", "600000");

            try (SinkLife life = stage.begin(2, saved)) {
                life.steps(3, 3).snapshot(2);
            }
            try (SinkLife life = stage.begin(3, saved)) {
                life.steps(3, 3).checkpoint(2);
            }

            assertThat(stage.mark()).isEmpty();
            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
        }
    }

    /** What deletes a key goes itself, after a day by default. */
    @Test
    void norIsOneOfWhichNothingTellsWhoHasDeletedIt() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, BUSY_CLEANER)) {
            Saved steps;
            Saved end;
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                steps = life.steps(1, 2).checkpoint(1);
                end = life.record(STATES, "states/run", 0, 99, "end").checkpoint(2);
            }
            stage.set(STATES, "delete.retention.ms", "0");
            stage.write(STATES, RUN, null);
            stage.compact(STATES);
            stage.awaitCompacted(STATES, "end");
            stage.awaitCompacted(STATES, null);

            stage.begin(2, Optional.of(end)).close();
            stage.begin(3, Optional.of(steps)).close();

            assertThat(stage.mark()).isEmpty();
        }
    }

    @Test
    void aStateThatWasNeverCommittedIsLostWhereTheOneBeforeIsThere() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Saved end;
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                life.steps(1, 2).checkpoint(1);
                end = life.record(STATES, "states/run", 0, 99, "end").snapshot(2);
            }
            stage.begin(2, Optional.empty()).close();

            assertThatThrownBy(() -> stage.begin(3, Optional.of(end)))
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("states/run of run run on run-state");
            assertThat(stage.mark()).isPresent();
        }
    }

    /** Two marks stand side by side behind the last record that is accounted for. */
    @Test
    void aLostEndBehindTwoTransactionsThatEndedTogetherIsLost() throws Exception {
        Saved third;
        try (SinkStage stage = SinkStage.open(folder)) {
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                life.steps(1, 2).snapshot(1);
                life.steps(3, 4).complete(1);
                life.checkpoint(2);
                third = life.steps(5, 5).checkpoint(3);
            }
        }
        LostTail.cut(folder, STEPS, 2);
        try (SinkStage stage = new SinkStage(folder, Map.of())) {
            assertThat(stage.committed(STEPS))
                    .containsExactly("step 1", "step 2", "step 3", "step 4");

            assertThatThrownBy(() -> stage.begin(2, Optional.of(third)))
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("steps/run of run run on metrics=5}");
            assertThat(stage.mark()).isPresent();
        }
    }

    @Test
    void whatWasAbortedIsLostAlsoWhereOlderRecordsWereDeleted() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Saved second;
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                life.steps(1, 2).refused(7).checkpoint(1);
                second = life.record(STEPS, "steps/run", 3, 4, "step 3").snapshot(2);
            }
            stage.begin(2, Optional.empty()).close();
            long markOfFirst = 2;
            for (String topic : List.of(STEPS, REFUSED)) {
                stage.admin()
                        .deleteRecords(
                                Map.of(
                                        new TopicPartition(topic, 0),
                                        RecordsToDelete.beforeOffset(
                                                topic.equals(STEPS) ? markOfFirst + 1 : 1)))
                        .all()
                        .get();
            }

            assertThatThrownBy(() -> stage.begin(3, Optional.of(second)))
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("steps/run of run run on metrics=3}");
        }
    }
}
