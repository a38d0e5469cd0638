package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A model of the connector's reader: it fetches so many records at once, up to four times ahead of
 * what it has handed on, of partitions that are not paused.
 */
final class ModelReader implements SourceReader<RawRecord, KafkaPartitionSplit> {
    private static final int FETCHES = 4;

    private final List<NavigableMap<Long, String>> logs;
    private final int fetchedRecords;
    private final Random random;
    private final Map<Integer, KafkaPartitionSplit> splits = new HashMap<>();
    private final Map<Integer, Long> fetched = new HashMap<>();
    private final Map<Integer, Long> emitted = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final ArrayDeque<Object> queue = new ArrayDeque<>();
    private int fetches;

    /**
     * @param logs by partition, the records by offset
     */
    ModelReader(List<NavigableMap<Long, String>> logs, int fetchedRecords, Random random) {
        this.logs = logs;
        this.fetchedRecords = fetchedRecords;
        this.random = random;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
        for (KafkaPartitionSplit split : added) {
            splits.put(split.getPartition(), split);
            fetched.put(split.getPartition(), split.getStartingOffset());
            emitted.put(split.getPartition(), split.getStartingOffset());
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) {
        while (fetches < FETCHES && (queue.isEmpty() || random.nextInt(20) == 0)) {
            if (!fetch()) {
                break;
            }
        }
        Object next = queue.poll();
        if (next instanceof RawRecord record) {
            int partition = record.partition();
            output.createOutputForSplit(split(partition).splitId()).collect(record);
            emitted.put(partition, record.offset() + 1);
            return InputStatus.MORE_AVAILABLE;
        }
        if (next instanceof KafkaPartitionSplit finished) {
            emitted.remove(finished.getPartition());
            output.releaseOutputForSplit(finished.splitId());
            return InputStatus.MORE_AVAILABLE;
        }
        if (next != null) {
            fetches--;
            return InputStatus.MORE_AVAILABLE;
        }
        return fetched.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    /** One fetch, of one or of several partitions; false where there is nothing to fetch. */
    private boolean fetch() {
        int room = fetchedRecords;
        boolean any = false;
        for (int partition : List.copyOf(fetched.keySet())) {
            if (!paused.contains(split(partition).splitId()) && random.nextInt(3) > 0) {
                int count = fetch(partition, room);
                room -= count;
                any = true;
            }
        }
        if (any) {
            queue.add("the end of a fetch");
            fetches++;
        }
        return any || fetched.keySet().stream().anyMatch(this::isReadable);
    }

    private KafkaPartitionSplit split(int partition) {
        return Objects.requireNonNull(splits.get(partition));
    }

    private boolean isReadable(int partition) {
        return !paused.contains(split(partition).splitId());
    }

    private int fetch(int partition, int room) {
        int count = 0;
        long stop = split(partition).getStoppingOffset().orElseThrow();
        for (Map.Entry<Long, String> record :
                logs.get(partition).tailMap(fetched.getOrDefault(partition, 0L)).entrySet()) {
            if (count == room) {
                return count;
            }
            byte[] value = record.getValue().getBytes(StandardCharsets.UTF_8);
            queue.add(new RawRecord(partition, record.getKey(), null, value, List.of()));
            fetched.put(partition, record.getKey() + 1);
            count++;
        }
        fetched.remove(partition);
        queue.add(new KafkaPartitionSplit(split(partition).getTopicPartition(), stop, stop));
        return count;
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        paused.addAll(toPause);
        paused.removeAll(toResume);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return emitted.entrySet().stream()
                .map(
                        entry ->
                                new KafkaPartitionSplit(
                                        split(entry.getKey()).getTopicPartition(),
                                        entry.getValue(),
                                        split(entry.getKey()).getStoppingOffset().orElseThrow()))
                .toList();
    }

    @Override
    public void start() {}

    @Override
    public CompletableFuture<Void> isAvailable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
