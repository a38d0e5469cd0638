package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random topics (markers of transactions, aborted ones, compaction, refusals, partitions of any
 * length), read, decoded and assembled as the job does it, with every event late by chance and with
 * restarts: no stall while data waits, a bounded number of records held, and the batches of the
 * plain order, which this test makes from the records by itself.
 */
class PacingTest {
    private static final int BATCH_ROWS = 16;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("ratchet.pacing.seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neitherStallsNorHoldsTooMuchNorChangesABatch(long seed) throws Exception {
        Random random = new Random(seed);
        List<NavigableMap<Long, String>> logs = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        int partitions = 2 + random.nextInt(3);
        for (int partition = 0; partition < partitions; partition++) {
            NavigableMap<Long, String> log = new TreeMap<>();
            ends.add(fill(log, partition, random));
            logs.add(log);
        }
        int readAhead = 1 << random.nextInt(10);
        int readers = 1 + random.nextInt(Math.min(2, partitions));

        PacedPipeline pipeline =
                new PacedPipeline(logs, ends, readAhead, readers, BATCH_ROWS, seed);
        List<Float> trained = pipeline.run();

        assertThat(trained).isEqualTo(plainOrder(logs));
        assertThat(pipeline.mostAhead()).isLessThanOrEqualTo(Pacing.mostAhead(readAhead));
    }

    /** Fills a partition, by chance with one of the ways in which offsets and records differ. */
    private static long fill(NavigableMap<Long, String> log, int partition, Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(50) : random.nextInt(9000);
        int markers = random.nextInt(3) == 0 ? 1 : random.nextInt(40) + 1;
        boolean aborts = random.nextBoolean();
        double refused = random.nextInt(3) == 0 ? 0.9 * random.nextDouble() : 0;
        double compacted = random.nextInt(3) == 0 ? 0.95 * random.nextDouble() : 0;
        long offset = random.nextInt(100);
        for (int index = 0; index < length; index++) {
            boolean isAborted = aborts && random.nextInt(4) == 0;
            boolean isGone = random.nextDouble() < compacted;
            if (!isAborted && !isGone) {
                String row =
                        random.nextDouble() < refused
                                ? "not,a,row"
                                : "1,a," + (partition * 100_000 + index);
                log.put(offset, row);
            }
            offset++;
            if (index % markers == 0) {
                offset++;
            }
        }
        return offset;
    }

    /** Record by record, one of each partition in turn, as long as it has any. */
    private static List<Float> plainOrder(List<NavigableMap<Long, String>> logs) {
        List<List<Float>> accepted = new ArrayList<>();
        int longest = 0;
        for (NavigableMap<Long, String> log : logs) {
            List<Float> labels = new ArrayList<>();
            for (String row : log.values()) {
                if (!row.startsWith("not")) {
                    labels.add(Float.parseFloat(row.substring(row.lastIndexOf(',') + 1)));
                }
            }
            accepted.add(labels);
            longest = Math.max(longest, labels.size());
        }
        List<Float> order = new ArrayList<>();
        for (int turn = 0; turn < longest; turn++) {
            for (List<Float> labels : accepted) {
                if (turn < labels.size()) {
                    order.add(labels.get(turn));
                }
            }
        }
        return order;
    }
}
