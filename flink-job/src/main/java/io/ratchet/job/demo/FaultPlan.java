package io.ratchet.job.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults strike, in which order, and after how many more events of their place: records
 * fetched, results sent or steps begun. A function of the seed, so that a run that went wrong can
 * be had again.
 *
 * @param faults the faults, in order
 */
record FaultPlan(List<Fault> faults) {
    private static final int MOST_EVENTS = 1000;

    FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * A fault.
     *
     * @param kind where it strikes
     * @param afterEvents after so many more events of its place
     */
    record Fault(FaultKind kind, int afterEvents) {}

    /**
     * A plan with every kind in turn, shuffled; one that has any fault closes the cluster at least
     * once.
     */
    static FaultPlan random(int count, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<FaultKind> kinds =
                List.of(FaultKind.CLUSTER, FaultKind.STEP, FaultKind.SOURCE, FaultKind.SINK);
        for (int index = 0; index < count; index++) {
            faults.add(new Fault(kinds.get(index % kinds.size()), 1 + random.nextInt(MOST_EVENTS)));
        }
        Collections.shuffle(faults, random);
        return new FaultPlan(faults);
    }
}
