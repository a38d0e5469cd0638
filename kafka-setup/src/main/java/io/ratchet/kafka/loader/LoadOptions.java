package io.ratchet.kafka.loader;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a file is loaded.
 *
 * @param recordsPerSecond the rate; as fast as Kafka takes it where empty
 * @param recordLimit stop after so many records, all passes together; all where empty
 * @param passes how often the file is read from its beginning
 */
public record LoadOptions(
        String topic,
        PartitionSpread spread,
        OptionalDouble recordsPerSecond,
        OptionalLong recordLimit,
        int passes) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming the one that makes no sense
     */
    public LoadOptions {
        if (recordsPerSecond.isPresent()
                && !(recordsPerSecond.getAsDouble() > 0
                        && Double.isFinite(recordsPerSecond.getAsDouble()))) {
            throw new IllegalArgumentException(
                    "The rate " + recordsPerSecond.getAsDouble() + " records/s is not above 0.");
        }
        if (recordLimit.isPresent() && recordLimit.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "The limit " + recordLimit.getAsLong() + " is below 1.");
        }
        if (passes < 1) {
            throw new IllegalArgumentException("The passes " + passes + " are below 1.");
        }
    }

    /** The whole file once, round robin, as fast as it goes. */
    public static LoadOptions once(String topic) {
        return new LoadOptions(
                topic,
                new PartitionSpread.RoundRobin(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                1);
    }

    /** The same with another spread. */
    public LoadOptions withSpread(PartitionSpread other) {
        return new LoadOptions(topic, other, recordsPerSecond, recordLimit, passes);
    }
}
