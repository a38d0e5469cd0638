package io.ratchet.tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What is done to a job, drawn from a seed.
 *
 * @param stepNanos how long each step takes longer: full queues, or empty ones
 * @param parallelism of the first life
 * @param backend Flink's state backend
 * @param interruptions in their order
 */
public record Schedule(
        long stepNanos, int parallelism, String backend, List<Interruption> interruptions) {
    private static final int MOST_STEPS = 10;

    public Schedule {
        interruptions = List.copyOf(interruptions);
    }

    /** Something that stops training; the steps are those still begun before it. */
    public sealed interface Interruption {
        int steps();
    }

    /** A step of a run throws. */
    public record StepFailure(String run, int steps) implements Interruption {}

    /** Flink is closed without any order, and another one goes on from the newest checkpoint. */
    public record HardClose(int steps, int parallelism) implements Interruption {}

    /** The job is stopped with a savepoint, and another Flink goes on from it. */
    public record Savepoint(int steps, int parallelism) implements Interruption {}

    /** One of each kind in any order, and perhaps one more; parallelism goes up and down. */
    public static Schedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> kinds = new ArrayList<>(List.of(0, 1, 2));
        if (random.nextBoolean()) {
            kinds.add(random.nextInt(3));
        }
        for (int index = kinds.size() - 1; index > 0; index--) {
            kinds.add(kinds.remove(random.nextInt(index + 1)));
        }
        int parallelism = 1 + random.nextInt(3);
        List<Interruption> interruptions = new ArrayList<>();
        int current = parallelism;
        for (int kind : kinds) {
            int steps = random.nextInt(MOST_STEPS);
            current = kind == 0 ? current : (current + random.nextInt(2)) % 3 + 1;
            interruptions.add(
                    switch (kind) {
                        case 0 ->
                                new StepFailure(
                                        FourRuns.IDS.get(random.nextInt(FourRuns.IDS.size())),
                                        steps);
                        case 1 -> new HardClose(steps, current);
                        default -> new Savepoint(steps, current);
                    });
        }
        return new Schedule(
                random.nextInt(3) * 500_000L,
                parallelism,
                random.nextInt(3) == 0 ? "hashmap" : "rocksdb",
                interruptions);
    }

    /** Flink's settings for a life; those that may change from life to life do. */
    public Map<String, String> flink(int life) {
        boolean even = (life + interruptions.size()) % 2 == 0;
        return new TreeMap<>(
                Map.of(
                        "state.backend.type",
                        backend,
                        "pipeline.object-reuse",
                        Boolean.toString(even),
                        "execution.checkpointing.unaligned.enabled",
                        Boolean.toString(!even)));
    }
}
