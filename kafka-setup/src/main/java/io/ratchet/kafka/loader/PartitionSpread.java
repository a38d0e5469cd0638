package io.ratchet.kafka.loader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which partition a record goes to: a function of its number and nothing else, except by key. */
public sealed interface PartitionSpread {
    /** The partition that Kafka gives a key; records without one where Kafka likes. */
    int BY_KEY = -1;

    /** What is wrong with this spread on a topic with so many partitions; empty if nothing is. */
    default List<String> faults(int partitionCount) {
        return List.of();
    }

    /** The partition of the record with the number, counted from 0; or {@link #BY_KEY}. */
    int partitionOf(long recordNumber, int partitionCount);

    /**
     * A spread from its text: {@code round-robin}, {@code key}, {@code partition:2}, or weights
     * such as {@code 70,20,10}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static PartitionSpread parse(String text) {
        try {
            if (text.equals("round-robin")) {
                return new RoundRobin();
            }
            if (text.equals("key")) {
                return new Key();
            }
            if (text.startsWith("partition:")) {
                return new Single(Integer.parseInt(text.substring("partition:".length())));
            }
            return new Weighted(
                    Arrays.stream(text.split(",", -1))
                            .map(weight -> Integer.valueOf(weight.strip()))
                            .toList());
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    "Partition spread '"
                            + text
                            + "' is none of: round-robin, key, partition:N, or weights such as"
                            + " 70,20,10.",
                    noNumber);
        }
    }

    /** One partition after the other. */
    record RoundRobin() implements PartitionSpread {
        @Override
        public int partitionOf(long recordNumber, int partitionCount) {
            return (int) (recordNumber % partitionCount);
        }
    }

    /** All into one partition. */
    record Single(int partition) implements PartitionSpread {
        @Override
        public List<String> faults(int partitionCount) {
            return partition >= 0 && partition < partitionCount
                    ? List.of()
                    : List.of("partition " + partition + " is not in 0.." + (partitionCount - 1));
        }

        @Override
        public int partitionOf(long recordNumber, int partitionCount) {
            return partition;
        }
    }

    /** By Kafka's hash of the key: records of one key stay together and in order. */
    record Key() implements PartitionSpread {
        @Override
        public int partitionOf(long recordNumber, int partitionCount) {
            return BY_KEY;
        }
    }

    /**
     * Uneven, by weights that are spread evenly over time (smooth weighted round robin, as in
     * nginx): with 70, 20, 10 every ten records go 7, 2 and 1.
     */
    final class Weighted implements PartitionSpread {
        private static final int MAXIMUM_SUM = 100_000;

        private final List<Integer> weights;
        private final int[] cycle;

        /**
         * The weight of each partition, from 0.
         *
         * @throws IllegalArgumentException if one is negative, or their sum is not in 1..100,000
         */
        public Weighted(List<Integer> weights) {
            this.weights = List.copyOf(weights);
            long sum = weights.stream().mapToLong(Integer::longValue).sum();
            if (weights.stream().anyMatch(weight -> weight < 0) || sum < 1 || sum > MAXIMUM_SUM) {
                throw new IllegalArgumentException(
                        "Partition weights "
                                + weights
                                + ": each must be 0 or more, their sum in 1.."
                                + MAXIMUM_SUM
                                + ".");
            }
            cycle = cycle(this.weights, (int) sum);
        }

        private static int[] cycle(List<Integer> weights, int sum) {
            int[] cycle = new int[sum];
            long[] credit = new long[weights.size()];
            for (int i = 0; i < sum; i++) {
                int richest = 0;
                for (int p = 0; p < credit.length; p++) {
                    credit[p] += weights.get(p);
                    richest = credit[p] > credit[richest] ? p : richest;
                }
                credit[richest] -= sum;
                cycle[i] = richest;
            }
            return cycle;
        }

        @Override
        public List<String> faults(int partitionCount) {
            List<String> faults = new ArrayList<>();
            if (weights.size() > partitionCount) {
                faults.add(weights.size() + " weights for " + partitionCount + " partition(s)");
            }
            return faults;
        }

        @Override
        public int partitionOf(long recordNumber, int partitionCount) {
            return cycle[(int) (recordNumber % cycle.length)];
        }
    }
}
