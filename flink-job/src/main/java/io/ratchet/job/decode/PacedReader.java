package io.ratchet.job.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Keeps the partitions of a topic abreast: a partition that is further ahead of the slowest one
 * than the read-ahead is paused. A partition that has no record yet stands at its beginning, so
 * that the others wait for it from the start; one that has been read to its end holds nobody back.
 *
 * <p>Flink's own watermark alignment (2.3.0) does the same across tasks, but cannot be used here.
 * It sends its events also to a source that had finished before a restart, and the job then fails
 * again for ever; and it may pause a partition that the connector has just read to its end, which
 * fails the task. So all partitions of a paced topic are read by one reader.
 *
 * <p><b>Threading</b>: Flink's task thread. <b>On restore</b>: each partition stands where its
 * split begins.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class PacedReader extends ForwardingReader {
    /**
     * A partition with so few records left is not paused: the connector may have fetched them all,
     * and cannot pause what it has finished. It fetches up to 500 records at once, and holds four
     * such fetches at most ahead of what has left.
     */
    static final long LAST_RECORDS = 4096;

    private static final int RECORDS_BETWEEN_LOOKS = 64;

    private final Map<Integer, Long> begins;
    private final long readAhead;
    private final Map<String, PacedPartition> partitions = new HashMap<>();
    private ReaderOutput<RawRecord> wrapped;
    private PacedOutput output;
    private int polls;

    /**
     * @param kafka reads
     * @param begins where each partition was begun
     * @param readAhead records that one partition may be ahead of another, about
     */
    @SuppressWarnings("NullAway.Init") // the output comes with the first poll
    PacedReader(
            SourceReader<RawRecord, KafkaPartitionSplit> kafka,
            Map<Integer, Long> begins,
            long readAhead) {
        super(kafka);
        this.begins = begins;
        this.readAhead = readAhead;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> next) throws Exception {
        if (!next.equals(wrapped)) {
            wrapped = next;
            output = new PacedOutput(next, partitions);
        }
        InputStatus status = super.pollNext(output);
        if (++polls >= RECORDS_BETWEEN_LOOKS || status != InputStatus.MORE_AVAILABLE) {
            polls = 0;
            pace();
        }
        return status;
    }

    private void pace() {
        long slowest = Long.MAX_VALUE;
        for (PacedPartition partition : partitions.values()) {
            slowest = Math.min(slowest, partition.position());
        }
        List<String> paused = new ArrayList<>();
        List<String> resumed = new ArrayList<>();
        for (Map.Entry<String, PacedPartition> entry : partitions.entrySet()) {
            PacedPartition partition = entry.getValue();
            boolean ahead = partition.position() - slowest > readAhead;
            if (ahead && !partition.isPaused() && partition.left() > LAST_RECORDS) {
                partition.setPaused(true);
                paused.add(entry.getKey());
            } else if (!ahead && partition.isPaused()) {
                partition.setPaused(false);
                resumed.add(entry.getKey());
            }
        }
        if (!paused.isEmpty() || !resumed.isEmpty()) {
            super.pauseOrResumeSplits(paused, resumed);
        }
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            long begin = begins.getOrDefault(split.getPartition(), 0L);
            partitions.put(
                    split.splitId(),
                    new PacedPartition(
                            begin,
                            Math.max(begin, split.getStartingOffset()),
                            split.getStoppingOffset().orElse(Long.MAX_VALUE)));
        }
        super.addSplits(splits);
    }
}
