package io.ratchet.operator.live;

import io.ratchet.operator.restore.ReportedRun;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.Block;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunEnd;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.util.Map;

/**
 * Holds restored runs against the end that they have now. One that has ended and was given a later
 * end, or more leave to lose records, is taken up again; one that still trained and was given an
 * earlier end, or less leave, ends where it stands.
 *
 * @param reported how far readers have seen each run, and which of them go on
 * @param state what is stored of them
 */
record LaterEnd(Map<String, ReportedRun> reported, TrainState state) {
    /**
     * Where an instance stands under the end that it has now.
     *
     * @param key the instance
     * @param spec its run
     * @param stored where it stood
     * @param assembly what it had taken in
     */
    Progress of(String key, RunSpec spec, Progress stored, AssemblyState assembly)
            throws Exception {
        if (stored.status() == RunStatus.TRAINING) {
            return stored.withStatus(RunEnd.of(spec).judgeBetween(stored));
        }
        ReportedRun seen = reported.get(key);
        return seen != null && seen.goesOn() && isBeforeEnd(key, spec, stored, assembly)
                ? stored.withStatus(RunStatus.TRAINING)
                : stored;
    }

    /** Whether an instance ends where it was stored in training. */
    static boolean isSettled(Progress stored, Progress now) {
        return stored.status() == RunStatus.TRAINING && now.status() != RunStatus.TRAINING;
    }

    private boolean isBeforeEnd(String key, RunSpec spec, Progress stored, AssemblyState assembly)
            throws Exception {
        if (RunEnd.of(spec).judgeBetween(stored) != RunStatus.TRAINING) {
            return false;
        }
        return !(spec.until() instanceof Until.Offsets)
                || !assembly.ahead().isEmpty()
                || hasMore(spec, assembly)
                || trainsRest(spec.until(), assembly)
                || spec.refusals().judgeEnd(stored, waiting(assembly)) != stored.status()
                || state.hasBatches(key);
    }

    private static boolean trainsRest(Until until, AssemblyState assembly) {
        return until instanceof Until.Offsets end
                && end.trainsRest()
                && !assembly.partial().isEmpty();
    }

    private static long waiting(AssemblyState assembly) {
        long waiting = 0;
        for (Block block : assembly.partial()) {
            waiting += block.recordCount();
        }
        return waiting;
    }

    private static boolean hasMore(RunSpec spec, AssemblyState assembly) {
        for (int index = 0; index < assembly.positions().size(); index++) {
            if (assembly.positions().get(index) < spec.partitions().get(index).end()) {
                return true;
            }
        }
        return false;
    }
}
