package io.ratchet.job.sink;

import io.ratchet.job.track.Track;
import io.ratchet.kafka.topic.KeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What is read of the output topics to find out where they stand.
 *
 * @param accounted before which everything that is committed is accounted for; nothing of those
 *     topics that were made again
 * @param begins where each partition begins
 * @param ends up to where everything is decided
 * @param madeAgain the topics that are others than those that were written to
 * @param hasKeptPartitioner whether the key tells the partition as Kafka's clients do it
 */
record OutputSpan(
        Map<TopicPartition, Long> accounted,
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends,
        Set<String> madeAgain,
        boolean hasKeptPartitioner) {
    OutputSpan {
        accounted = Map.copyOf(accounted);
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
        madeAgain = Set.copyOf(madeAgain);
    }

    /** Where reading begins: what has been deleted, readers do not see either. */
    Map<TopicPartition, Long> since() {
        Map<TopicPartition, Long> since = new HashMap<>(accounted);
        begins.forEach((at, begin) -> since.merge(at, begin, Math::max));
        return since;
    }

    /** Where one topic ends. */
    Map<TopicPartition, Long> endsOf(String topic) {
        Map<TopicPartition, Long> own = new HashMap<>(ends);
        own.keySet().removeIf(at -> !at.topic().equals(topic));
        return own;
    }

    boolean wasMadeAgain(Track track) {
        return madeAgain.contains(track.topic());
    }

    /** Whether nothing has gone from where it is looked at, on any topic. */
    boolean isComplete() {
        return madeAgain.isEmpty() && cut().findAny().isEmpty();
    }

    /** Whether what stood on a track may have been deleted: there its partition begins later. */
    boolean isCut(Track track) {
        Set<Integer> cut =
                cut().filter(at -> at.topic().equals(track.topic()))
                        .map(TopicPartition::partition)
                        .collect(Collectors.toSet());
        // Partitions may have been added since it was written.
        return partitions(track).anyMatch(cut::contains);
    }

    private Stream<TopicPartition> cut() {
        return begins.entrySet().stream()
                .filter(begin -> begin.getValue() > accounted.getOrDefault(begin.getKey(), 0L))
                .map(Map.Entry::getKey);
    }

    private IntStream partitions(Track track) {
        int now = count(begins, track.topic());
        if (!hasKeptPartitioner) {
            return IntStream.range(0, now);
        }
        byte[] key = track.run().getBytes(StandardCharsets.UTF_8);
        return IntStream.of(now, Math.max(1, count(accounted, track.topic())))
                .filter(count -> count > 0)
                .map(count -> KeyPartitioner.KAFKA.partitionOf(key, count));
    }

    private static int count(Map<TopicPartition, Long> offsets, String topic) {
        return (int) offsets.keySet().stream().filter(at -> at.topic().equals(topic)).count();
    }
}
