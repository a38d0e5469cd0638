package io.ratchet.job.start;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.resume.JobPlan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * Whether a job that could not use its checkpoint is started once more. Each time the checkpoint is
 * marked, and the next start passes it over, so that this ends: with success, or with a planner
 * that refuses. A checkpoint that was named by its path is not replaced by another.
 */
final class StartsAgain {
    private final boolean named;
    private final Set<Optional<Path>> tried = new HashSet<>();

    StartsAgain(JobConfiguration configuration) {
        named = configuration.resume() instanceof ResumePolicy.From;
    }

    /** Whether there may be another checkpoint behind the one that this start went on from. */
    boolean after(JobPlan plan) {
        return !named && tried.add(plan.restorePath());
    }
}
