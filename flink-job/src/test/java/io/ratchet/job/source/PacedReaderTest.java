package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.training.batch.PartitionIntake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
    private static final int READ_AHEAD = 8;
    private static final long FAR_END = 1_000_000;

    private final RecordingReader kafka = new RecordingReader();
    private final List<SourceEvent> asked = new ArrayList<>();
    private final PacedReader reader = new PacedReader(kafka, READ_AHEAD, asked::add);
    private final CollectingOutput output = new CollectingOutput();
    private long version;

    @Test
    void readsNothingBeforeTrainHasSaidThatItIsWhereTheSourceIs() throws Exception {
        reader.addSplits(List.of(split(0, 1000, FAR_END), split(1, 40, FAR_END)));

        read(0, 1000);
        assertThat(output.records).isEmpty();
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(asked).containsExactly(new CreditRequest(0));

        CompletableFuture<Void> available = reader.isAvailable();
        tell(intake(0, 990, 5), intake(1, 40, 0));
        assertThat(available).isNotDone();
        assertThat(asked).containsExactly(new CreditRequest(0), new CreditRequest(1));

        tell(intake(0, 1000, 7), intake(1, 40, 0));
        assertThat(available).isDone();
        read(0, 1000);
        assertThat(output.records).hasSize(1);
    }

    @Test
    void pausesWhoHasMoreThanTheReadAheadOnItsWayAndResumesIt() throws Exception {
        begin(split(0, 1000, FAR_END), split(1, 0, FAR_END));

        for (int record = 0; record < READ_AHEAD; record++) {
            read(0, 1000 + 10 * record);
        }
        assertThat(kafka.paused).isEmpty();
        assertThat(asked).hasSize(1);

        read(0, 1080);
        assertThat(kafka.paused).containsExactly("topic-0");
        assertThat(asked).hasSize(2).last().isEqualTo(new CreditRequest(1));

        tell(intake(0, 1041, 0), intake(1, 0, 0));
        assertThat(kafka.paused).isEmpty();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatTrainHoldsIsCounted() throws Exception {
        begin(split(0, 1000, FAR_END), split(1, 0, FAR_END));
        for (int record = 0; record <= READ_AHEAD; record++) {
            read(0, 1000 + record);
        }

        tell(intake(0, 1000 + READ_AHEAD + 1, READ_AHEAD + 1), intake(1, 0, 0));
        assertThat(kafka.paused).containsExactly("topic-0");
        assertThat(asked).last().isEqualTo(new CreditRequest(2));

        tell(intake(0, 1000 + READ_AHEAD + 1, READ_AHEAD / 2), intake(1, 5, 0));
        assertThat(kafka.paused).isEmpty();
    }

    /** TRAIN may have nothing new to say until what comes later is read. */
    @Test
    void asksForAllThatIsKnownWhenPartitionsComeLater() throws Exception {
        begin(split(0, 1000, FAR_END), split(1, 0, FAR_END));
        reader.addSplits(List.of(split(2, 0, FAR_END)));
        reader.pollNext(output);

        assertThat(asked).last().isEqualTo(new CreditRequest(0));
    }

    @Test
    void alsoWhereItStandsStillAndWaitsForNews() throws Exception {
        begin(split(0, 1000, FAR_END), split(1, 0, FAR_END));
        for (int record = 0; record <= READ_AHEAD; record++) {
            read(0, 1000 + record);
        }
        assertThat(asked).last().isEqualTo(new CreditRequest(1));
        reader.addSplits(List.of(split(2, 0, FAR_END)));

        assertThat(asked).last().isEqualTo(new CreditRequest(0));
    }

    @Test
    void markersAndCompactionDoNotCount() throws Exception {
        begin(split(0, 0, FAR_END), split(1, 0, FAR_END));

        for (int record = 0; record < READ_AHEAD; record++) {
            read(0, 1000L * record);
        }

        assertThat(kafka.paused).isEmpty();
    }

    @Test
    void endsWhenItsLastQuestionIsAnswered() throws Exception {
        begin(split(0, 1000, 1020), split(1, 0, FAR_END));
        for (int record = 0; record <= READ_AHEAD; record++) {
            read(0, 1000 + record);
        }
        assertThat(asked).hasSize(2);
        kafka.status = InputStatus.END_OF_INPUT;

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        CompletableFuture<Void> available = reader.isAvailable();
        assertThat(available).isNotDone();

        tell(intake(0, 1020, 0), intake(1, 0, 0));
        assertThat(available).isDone();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    }

    @Test
    void wakesUpToEndWhileItWaits() throws Exception {
        reader.addSplits(List.of(split(0, 1000, FAR_END)));
        read(0, 1000);
        CompletableFuture<Void> available = reader.isAvailable();

        reader.notifyNoMoreSplits();

        assertThat(available).isDone();
        read(0, 1000);
        assertThat(output.records).isEmpty();
        assertThat(reader.isAvailable()).isNotDone();
    }

    private void begin(KafkaPartitionSplit... splits) throws Exception {
        reader.addSplits(List.of(splits));
        reader.pollNext(output);
        tell(
                intake(0, splits[0].getStartingOffset(), 0),
                intake(1, splits[1].getStartingOffset(), 0));
    }

    private void tell(PartitionIntake... intakes) {
        reader.handleSourceEvents(new Credit(++version, List.of(intakes)));
    }

    private static PartitionIntake intake(int partition, long position, long held) {
        return new PartitionIntake(partition, position, held);
    }

    private void read(int partition, long offset) throws Exception {
        kafka.next = new RawRecord(partition, offset, null, null, List.of());
        reader.pollNext(output);
    }

    private static KafkaPartitionSplit split(int partition, long from, long end) {
        return new KafkaPartitionSplit(new TopicPartition("topic", partition), from, end);
    }

    /** Emits what it is told, and remembers who is paused. */
    private static final class RecordingReader
            implements SourceReader<RawRecord, KafkaPartitionSplit> {
        private final Set<String> paused = new HashSet<>();
        private RawRecord next = new RawRecord(0, 0, null, null, List.of());
        private InputStatus status = InputStatus.NOTHING_AVAILABLE;

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> to) {
            if (status != InputStatus.END_OF_INPUT) {
                to.createOutputForSplit("topic-" + next.partition()).collect(next);
            }
            return status;
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
            assertThat(toPause).noneMatch(paused::contains);
            assertThat(toResume).allMatch(paused::contains);
            paused.addAll(toPause);
            paused.removeAll(toResume);
        }

        @Override
        public void start() {}

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }
}
