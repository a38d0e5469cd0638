package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.REFUSED;
import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.record.RecordLimits;
import io.ratchet.job.sink.SinkLife.Saved;
import io.ratchet.job.track.EncodedRecord;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.restore.CheckpointPath;
import io.ratchet.operator.restore.WholenessCheck;
import io.ratchet.operator.serializer.DamagedValueException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may have become of the output topics, and of the sink's state, while the job was down. */
@SuppressWarnings({"NullAway.Init", "try"}) // JUnit fills the fields; a harness may be interrupted
class OutputTopicsITCase {
    private static final TopicPartition STEPS_0 = new TopicPartition(STEPS, 0);

    @TempDir Path folder;

    @Test
    void aTopicThatWasMadeAgainIsNoDamagedCheckpoint() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Optional<Saved> saved = Optional.of(stage.live());
            stage.delete(REFUSED);
            assertThatThrownBy(() -> stage.begin(2, saved))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("'quarantine' does not exist");
            stage.make(REFUSED);
            assertThatThrownBy(() -> stage.begin(3, saved))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("'quarantine' was deleted and made again")
                    .hasMessageContaining("topics: {acceptLoss: true}");
            assertThat(stage.mark()).isEmpty();

            SinkTask accepting =
                    stage.start(4, saved, stage.clients(), CommitInterceptor.NONE, true);
            try (SinkLife life = SinkLife.begin(accepting, saved)) {
                life.steps(3, 3).refused(8).checkpoint(2);
            }

            assertThat(stage.committed(REFUSED)).containsExactly("refused 8");
            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
        }
    }

    /** Where nothing was ever committed, nothing can be reported twice. */
    @Test
    void theLastCheckpointIsMarkedOnlyWhereNothingWasEverCommitted() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Optional<Saved> first;
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                first = Optional.of(life.steps(1, 2).snapshot(1));
            }
            stage.begin(2, Optional.empty()).close();
            SinkTask fromFirst = new LastCheckpoint().of(stage.start(3, first));
            assertThatThrownBy(() -> SinkLife.begin(fromFirst, first))
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("and it begins anew");
            assertThat(stage.mark()).hasValueSatisfying(why -> assertThat(why).contains("1 to 2"));

            Optional<Saved> second;
            try (SinkLife life = stage.begin(4, Optional.empty())) {
                life.steps(1, 1).checkpoint(1);
                second = Optional.of(life.steps(2, 3).snapshot(2));
            }
            stage.begin(5, Optional.empty()).close();
            SinkTask fromSecond = new LastCheckpoint().of(stage.start(6, second));
            assertThatThrownBy(() -> SinkLife.begin(fromSecond, second))
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("it was not marked, because without it");
            assertThat(stage.committed(STEPS)).containsExactly("step 1");
        }
    }

    /** No other whole checkpoint is left. */
    private record LastCheckpoint() implements WholenessCheck {
        @Override
        public Optional<String> missing(CheckpointPath checkpoint) {
            return Optional.empty();
        }

        @Override
        public boolean hasOtherThan(Set<CheckpointPath> passedOver) {
            return false;
        }

        SinkTask of(SinkTask start) {
            return new SinkTask(
                    start.topics(),
                    start.clients(),
                    start.producer(),
                    start.transactionTimeout(),
                    start.claim(),
                    start.restore().with(this),
                    start.isAfresh(),
                    start.acceptsLoss(),
                    start.runs(),
                    start.arrivalRuns(),
                    start.again(),
                    start.commits());
        }
    }

    @Test
    void otherTopicsThanTheCheckpointsAreNoDamagedCheckpoint() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Optional<Saved> saved = Optional.of(stage.live());
            stage.make("elsewhere");
            SinkTask other = SinkStage.elsewhere(stage.start(2, saved), "elsewhere");

            assertThatThrownBy(() -> SinkLife.begin(other, saved))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("The job had written to [metrics]")
                    .hasMessageContaining("to write to [elsewhere, run-state, quarantine]")
                    .hasMessageContaining("Set topics.prefix back");

            assertThat(stage.mark()).isEmpty();
            try (SinkLife life = stage.begin(3, saved)) {
                life.steps(3, 3).checkpoint(2);
            }
            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
        }
    }

    /** Its key is the run: the cleaner leaves the last step only. */
    @Test
    void whatATopicHasCompactedAwayIsNotTakenForLost() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, Map.of("log.cleaner.backoff.ms", "50"))) {
            Saved older = stage.live();
            try (SinkLife life = stage.begin(2, Optional.of(older))) {
                older = life.steps(3, 4).checkpoint(2);
                life.steps(5, 6).checkpoint(3);
                stage.compact(STEPS);
                life.steps(7, 7).checkpoint(4);
            }
            stage.awaitCompacted(STEPS, "step 3");

            long epoch = 3;
            Optional<Saved> from = Optional.of(older);
            for (String policy : List.of("compact", "delete")) {
                stage.set(STEPS, "cleanup.policy", policy);
                SinkTask next = stage.start(epoch++, from);
                assertThatThrownBy(() -> SinkLife.begin(next, from))
                        .as(policy)
                        .isInstanceOf(SinkException.class)
                        .hasMessageContaining("steps/run of run run on metrics=3 to 4")
                        .hasMessageContaining("of [metrics] committed records go by themselves")
                        .hasMessageContaining("was not marked");
            }
            assertThat(stage.mark()).isEmpty();
        }
    }

    @Test
    void aTopicThatHadNothingOnItMayBeMadeAgain() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Saved saved;
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                saved = life.steps(1, 2).checkpoint(1);
            }
            stage.delete(REFUSED);
            stage.make(REFUSED);

            try (SinkLife life = stage.begin(2, Optional.of(saved))) {
                life.refused(8).checkpoint(2);
            }

            assertThat(stage.committed(REFUSED)).containsExactly("refused 8");
        }
    }

    @Test
    void recordsOfOthersAndThoseThatWereDeletedAreLeftOutOfAccount() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Saved first = stage.live();
            byte[] text = "foreign".getBytes(StandardCharsets.UTF_8);
            stage.write(STEPS, text, text);
            ProducerRecord<byte[], byte[]> damaged = new ProducerRecord<>(STEPS, text, text);
            damaged.headers().add(TrackHeader.KEY, text);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            Map.<String, Object>copyOf(stage.clients()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                producer.send(damaged).get();
            }
            Saved second;
            try (SinkLife life = stage.begin(2, Optional.of(first))) {
                second = life.steps(3, 3).checkpoint(2);
            }
            stage.admin()
                    .deleteRecords(Map.of(STEPS_0, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();

            try (SinkLife life = stage.begin(3, Optional.of(second))) {
                life.steps(4, 4).checkpoint(3);
            }

            assertThat(stage.committed(STEPS)).containsExactly("step 4");
            assertThat(stage.mark()).isEmpty();
        }
    }

    /** As after a power cut: the broker comes up with a log that is shorter. */
    @Test
    void aTopicWhoseEndIsLostIsFilledFromAnOlderCheckpoint() throws Exception {
        Saved first;
        Saved second;
        Saved third;
        try (SinkStage stage = SinkStage.open(folder)) {
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                first = life.steps(1, 2).refused(7).checkpoint(1);
                second = life.steps(3, 4).refused(9).checkpoint(2);
                third = life.refused(11).checkpoint(3);
            }
        }
        LostTail.cut(folder, STEPS, 2);
        try (SinkStage stage = new SinkStage(folder, Map.of())) {
            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");

            assertThatThrownBy(() -> stage.begin(2, Optional.of(third)))
                    .as("whose own transaction is there")
                    .isInstanceOf(LostTransactionException.class);
            assertThatThrownBy(() -> stage.begin(3, Optional.of(second)))
                    .isInstanceOf(LostTransactionException.class);
            assertThat(stage.mark()).isPresent();
            try (SinkLife life = stage.begin(4, Optional.of(first))) {
                life.steps(3, 5).refused(9).checkpoint(2);
            }

            assertThat(stage.committed(STEPS))
                    .containsExactly("step 1", "step 2", "step 3", "step 4", "step 5");
            assertThat(stage.committed(REFUSED))
                    .containsExactly("refused 7", "refused 9", "refused 11");
        }
    }

    @Test
    void aBrokerThatHasForgottenTheTransactionalIdsIsGoneOnWith() throws Exception {
        try (SinkStage stage = SinkStage.open(folder, SinkStage.FORGETFUL)) {
            Saved saved = stage.live();
            for (String id : stage.transactionalIds()) {
                stage.awaitForgotten(id);
            }

            try (SinkLife life = stage.begin(2, Optional.of(saved))) {
                life.steps(3, 3).checkpoint(2);
            }

            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
        }
    }

    @Test
    void aRecordThatTheTopicDoesNotTakeEndsTheJobWithTheCause() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            stage.limit(REFUSED, 1000);
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                life.record(REFUSED, "records/0", 1, 2, "x".repeat(5000));

                assertThatThrownBy(() -> life.snapshot(1))
                        .hasRootCauseInstanceOf(SinkException.class)
                        .rootCause()
                        .hasMessageContaining("5000 bytes is larger than output topic 'quarantine'")
                        .hasMessageContaining("max.message.bytes");
            }
            assertThat(stage.mark()).isEmpty();
        }
    }

    /** With names of the lengths that the configuration allows. */
    @Test
    void theLargestRecordThatIsMadeForATopicIsOneThatItTakes() throws Exception {
        String topic = "ratchet-" + "j".repeat(100) + ".quarantine";
        String run = "r".repeat(100);
        int takes = 1500;
        try (SinkStage stage = SinkStage.open(folder)) {
            stage.make(topic);
            stage.limit(topic, takes);
            int room = new RecordLimits(Map.of(topic, takes), run).of(topic);
            String part = "batches/" + run + "/" + Integer.MAX_VALUE;
            TrackRange range =
                    new TrackRange(
                            new Track(topic, run, Integer.MAX_VALUE, part),
                            Long.MAX_VALUE - 1,
                            Long.MAX_VALUE);
            try (SinkLife life = stage.begin(1, Optional.empty())) {
                life.record(
                                new EncodedRecord(
                                        topic,
                                        run,
                                        List.of(new byte[room - run.length()]),
                                        List.of(range)))
                        .checkpoint(1);
            }

            assertThat(stage.committed(topic)).hasSize(1);
        }
    }

    @Test
    void stateThatIsDamagedOrMissingIsNotGoneOnFrom() throws Exception {
        try (SinkStage stage = SinkStage.open(folder)) {
            Saved saved = stage.live();
            Saved damaged = new Saved(saved.id(), flipped(saved.state()));

            assertThatThrownBy(() -> stage.begin(2, Optional.of(damaged)))
                    .isInstanceOf(DamagedValueException.class)
                    .hasMessageContaining("CRC-32C");
            Saved none = new Saved(saved.id(), OperatorSubtaskState.builder().build());
            assertThatThrownBy(() -> stage.begin(3, Optional.of(none)))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("it holds no state of the sink");
        }
    }

    private static OperatorSubtaskState flipped(OperatorSubtaskState state) throws Exception {
        OperatorStateHandle raw = state.getRawOperatorState().iterator().next();
        byte[] bytes;
        try (InputStream in = raw.openInputStream()) {
            bytes = in.readAllBytes();
        }
        bytes[bytes.length / 2] ^= (byte) 1;
        return OperatorSubtaskState.builder()
                .setRawOperatorState(
                        StateObjectCollection.singleton(
                                new OperatorStreamStateHandle(
                                        raw.getStateNameToPartitionOffsets(),
                                        new ByteStreamStateHandle("flipped", bytes))))
                .build();
    }
}
