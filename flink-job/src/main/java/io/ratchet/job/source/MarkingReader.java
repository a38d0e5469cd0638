package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Tells Decode, by marks between the records, where the source reads each partition on from, and
 * where it has come to its end. Records alone do not say either: markers of transactions and
 * records that compaction has taken away may lie before the first and behind the last one.
 *
 * <p><b>Threading</b>: Flink's task thread. <b>On restore</b>: the beginning of a restored
 * partition is what its checkpoint says, so that TRAIN can compare it with its own position.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class MarkingReader extends ForwardingReader {
    private final Map<String, RawRecord> ends = new HashMap<>();
    private final List<RawRecord> begins = new ArrayList<>();
    private ReaderOutput<RawRecord> wrapped;
    private ReaderOutput<RawRecord> marking;

    @SuppressWarnings("NullAway.Init") // the output comes with the first poll
    MarkingReader(SourceReader<RawRecord, KafkaPartitionSplit> kafka) {
        super(kafka);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            if (split.getStartingOffset() >= 0) {
                begins.add(RawRecord.mark(split.getPartition(), split.getStartingOffset()));
            }
            split.getStoppingOffset()
                    .ifPresent(
                            end ->
                                    ends.put(
                                            split.splitId(),
                                            RawRecord.mark(split.getPartition(), end)));
        }
        super.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
        if (!output.equals(wrapped)) {
            wrapped = output;
            marking = new EndMarks(output);
        }
        if (!begins.isEmpty()) {
            begins.forEach(output::collect);
            begins.clear();
        }
        return super.pollNext(marking);
    }

    /** Puts a mark behind the last record of a partition that has been read to its end. */
    private final class EndMarks extends ForwardingOutput {
        EndMarks(ReaderOutput<RawRecord> output) {
            super(output);
        }

        @Override
        public void releaseOutputForSplit(String split) {
            RawRecord end = ends.remove(split);
            if (end != null) {
                collect(end);
            }
            super.releaseOutputForSplit(split);
        }
    }
}
