package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the runs of a job stand when it is started.
 *
 * @param generation the generation that goes on or begins
 * @param before all runs that were started in it
 * @param known those of them that are configured
 * @param ended the last states of those of them that have ended
 * @param hasNew whether runs are configured that were never started in it
 */
record Standing(
        int generation,
        Set<String> before,
        Set<String> known,
        List<RunStateRecord> ended,
        boolean hasNew) {
    Standing {
        before = Set.copyOf(before);
        known = Set.copyOf(known);
        ended = List.copyOf(ended);
    }

    static Standing of(JobConfiguration configuration, JobHistory history, int generation) {
        Set<String> before = history.runs(generation);
        Set<String> known = new TreeSet<>();
        List<RunStateRecord> ended = new ArrayList<>();
        for (RunConfiguration run : configuration.runs()) {
            if (before.contains(run.id())) {
                known.add(run.id());
            }
            history.state(run.id(), generation)
                    .filter(state -> state.status() != RunStatus.TRAINING)
                    .ifPresent(ended::add);
        }
        return new Standing(
                generation, before, known, ended, known.size() < configuration.runs().size());
    }

    /** Whether all that were started and are configured have ended. */
    boolean haveEnded() {
        return !known.isEmpty() && ended.size() == known.size();
    }

    /** Whether nothing is configured but runs that have ended. */
    boolean haveAllEnded() {
        return haveEnded() && !hasNew;
    }
}
