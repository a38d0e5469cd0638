package io.ratchet.job.configuration;

import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a run trains on.
 *
 * @param topic the topic
 * @param key only records of this key, where the topic holds the records of several runs
 * @param partitioner how the producers of the topic choose the partition of that key
 * @param format what the records look like
 * @param fromLatest whether a first start begins at the topic's end instead of its beginning
 * @param batchRows rows of a batch; of no meaning to ready-made batches
 * @param readAhead records of one partition that may wait for their turn before it is paused
 * @param order how the records of several partitions are ordered
 * @param maxRecordBytes larger records are refused
 * @param sameRecordsAs the id of the topic that the run was started on, where this one has taken
 *     its place with the same records at the same offsets
 */
public record InputConfiguration(
        String topic,
        Optional<String> key,
        KeyPartitioner partitioner,
        InputFormat format,
        boolean fromLatest,
        int batchRows,
        int readAhead,
        RecordOrder order,
        int maxRecordBytes,
        Optional<String> sameRecordsAs) {
    /** Where the records of its key stand, on a topic of so many partitions. */
    public OptionalInt keyPartition(int partitionCount) {
        return key.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(
                        partitioner.partitionOf(
                                key.get().getBytes(StandardCharsets.UTF_8), partitionCount));
    }

    /**
     * The partitions of a keyed input as a run takes them: its key's own first, and behind it the
     * others, which are only watched. Without a key, as they are.
     *
     * @param spans of every partition of the topic
     */
    public List<PartitionSpan> placed(List<PartitionSpan> spans) {
        OptionalInt own = keyPartition(spans.size());
        return own.isEmpty()
                ? spans
                : Stream.concat(
                                spans.stream().filter(span -> span.partition() == own.getAsInt()),
                                spans.stream()
                                        .filter(span -> span.partition() != own.getAsInt())
                                        .map(PartitionSpan::watch))
                        .toList();
    }

    /**
     * The same input for a loss that takes classes: a record with another label is refused by
     * itself, and does not cost its batch.
     */
    InputConfiguration withClasses(int count) {
        return new InputConfiguration(
                topic,
                key,
                partitioner,
                format.withClasses(count),
                fromLatest,
                batchRows,
                readAhead,
                order,
                maxRecordBytes,
                sameRecordsAs);
    }
}
