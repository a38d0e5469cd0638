package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults that can be drilled. */
public final class Faults {
    private static final List<Fault> ALL =
            List.of(
                    ThrownFault.STEP,
                    TaskManagerKilled.WITH_SPARE,
                    TaskManagerKilled.ALONE,
                    new TaskManagerFrozen(),
                    new SavepointMoved(),
                    BrokerKilled.ALONE,
                    new ClusterGone(),
                    LeaderLost.KILLED,
                    LeaderLost.FROZEN,
                    new ZookeeperRestarted(),
                    ThrownFault.SOURCE,
                    ThrownFault.SINK,
                    BrokerKilled.OF_THREE,
                    new CheckpointsUnwritable(),
                    CheckpointDamaged.CUT,
                    CheckpointDamaged.INCOMPLETE,
                    CheckpointDamaged.FLIPPED,
                    new SubmittedTwice());

    /** What one cluster with two job managers and a spare comes back from. */
    private static final List<Fault> MIXED =
            List.of(
                    ThrownFault.STEP,
                    ThrownFault.SOURCE,
                    ThrownFault.SINK,
                    TaskManagerKilled.WITH_SPARE,
                    new TaskManagerFrozen(),
                    LeaderLost.KILLED,
                    LeaderLost.FROZEN,
                    new ZookeeperRestarted(),
                    BrokerKilled.ALONE,
                    new SavepointMoved(),
                    new CheckpointsUnwritable(),
                    CheckpointDamaged.CUT,
                    CheckpointDamaged.INCOMPLETE,
                    CheckpointDamaged.FLIPPED,
                    new SubmittedTwice());

    private Faults() {}

    /**
     * Draws faults of mixed kinds.
     *
     * @param seed equal ones give equal faults
     */
    public static List<Fault> drawn(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> MIXED.get(random.nextInt(MIXED.size()))).limit(count).toList();
    }

    /** The cluster for those. */
    public static ClusterLayout mixedLayout() {
        return new ClusterLayout(1, 1, 2, 1, true);
    }

    /** All. */
    public static List<Fault> all() {
        return ALL;
    }

    /**
     * The fault of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Fault named(String name) {
        return ALL.stream()
                .filter(fault -> fault.code().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no fault '" + name + "'; there are: " + names()));
    }

    /** Their names, separated by commas. */
    public static String names() {
        return ALL.stream().map(Fault::code).collect(Collectors.joining(", "));
    }
}
