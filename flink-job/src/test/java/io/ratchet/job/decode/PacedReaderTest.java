package io.ratchet.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
    private static final long READ_AHEAD = 100;
    private static final long FAR_END = 1_000_000;

    private final RecordingReader kafka = new RecordingReader();
    private final PacedReader reader = new PacedReader(kafka, Map.of(0, 1000L, 1, 0L), READ_AHEAD);
    private final Discarding output = new Discarding();

    @Test
    void pausesWhoIsFurtherAheadThanTheReadAheadAndResumesIt() throws Exception {
        reader.addSplits(List.of(split(0, 1000, FAR_END), split(1, 0, FAR_END)));

        read(0, 1000 + READ_AHEAD - 1);
        assertThat(kafka.paused).isEmpty();

        read(0, 1000 + READ_AHEAD);
        assertThat(kafka.paused).containsExactly("topic-0");

        read(1, 0);
        assertThat(kafka.paused).isEmpty();
    }

    @Test
    void aPartitionAtItsEndHoldsNobodyBack() throws Exception {
        reader.addSplits(List.of(split(0, 1000, FAR_END), split(1, 0, 10)));
        read(0, 1500);
        assertThat(kafka.paused).containsExactly("topic-0");

        kafka.finished = "topic-1";
        reader.pollNext(output);

        assertThat(kafka.paused).isEmpty();
    }

    @Test
    void neverPausesWhatMayHaveBeenFetchedToItsEnd() throws Exception {
        reader.addSplits(
                List.of(split(0, 1000, 1501 + PacedReader.LAST_RECORDS), split(1, 0, FAR_END)));

        read(0, 1500);

        assertThat(kafka.paused).isEmpty();
    }

    @Test
    void goesOnFromWhereRestoredPartitionsStand() throws Exception {
        reader.addSplits(List.of(split(0, 5000, FAR_END), split(1, 3990, FAR_END)));

        read(0, 5000);

        assertThat(kafka.paused).isEmpty();

        read(0, 5090);

        assertThat(kafka.paused).containsExactly("topic-0");
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
        private String finished = "";

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> to) {
            if (finished.isEmpty()) {
                to.createOutputForSplit("topic-" + next.partition()).collect(next);
            } else {
                to.releaseOutputForSplit(finished);
            }
            return InputStatus.NOTHING_AVAILABLE;
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

    /** Takes everything and keeps it. */
    private static final class Discarding implements ReaderOutput<RawRecord> {
        private final List<RawRecord> records = new ArrayList<>();

        @Override
        public void collect(RawRecord element) {
            records.add(element);
        }

        @Override
        public void collect(RawRecord element, long timestamp) {
            records.add(element);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RawRecord> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
