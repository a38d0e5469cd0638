package io.ratchet.operator;

import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.util.Map;

/**
 * Takes up runs again that have ended and were given a later end, or more leave to lose records.
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
        ReportedRun seen = reported.get(key);
        boolean goesOn = seen != null && seen.goesOn() && stored.status() != RunStatus.TRAINING;
        return goesOn && isBeforeEnd(key, spec, stored, assembly)
                ? stored.withStatus(RunStatus.TRAINING)
                : stored;
    }

    private boolean isBeforeEnd(String key, RunSpec spec, Progress stored, AssemblyState assembly)
            throws Exception {
        if (stored.refusedInRow() >= spec.refusals().batchesInRow()
                || spec.refusals().judge(stored.records()) != RunStatus.TRAINING) {
            return false;
        }
        if (spec.until() instanceof Until.Steps steps) {
            return stored.step() < steps.count();
        }
        if (spec.until() instanceof Until.Samples samples) {
            return stored.samples() < samples.count();
        }
        return spec.until() instanceof Until.Forever
                || !assembly.ahead().isEmpty()
                || hasMore(spec, assembly)
                || trainsRest(spec.until(), assembly)
                || spec.refusals().judgeEnd(stored) != stored.status()
                || state.hasBatches(key);
    }

    private static boolean trainsRest(Until until, AssemblyState assembly) {
        return until instanceof Until.Offsets end
                && end.trainsRest()
                && !assembly.partial().isEmpty();
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
