package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.discovery.ResumePlanner;
import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;

/** Steps that readers have seen are not reported a second time: they need a checkpoint. */
final class CommittedSteps {
    private CommittedSteps() {}

    /**
     * Refuses, where nothing is whole.
     *
     * @throws StartException if a run has committed steps
     */
    static void refuse(
            JobConfiguration configuration,
            JobHistory history,
            int generation,
            ResumePlanner.Finding finding) {
        for (RunConfiguration run : configuration.runs()) {
            long step = committedStep(history, run, generation);
            if (step > 0) {
                throw new StartException(
                        Message.of(
                                """
                                Run '%s' has committed %s steps, but no whole checkpoint of it is \
                                left in %s or %s%s. Starting it again would report those steps a \
                                second time. Bring the checkpoints back, or start afresh, as the \
                                next generation, with 'resume: never'.""",
                                run.id(),
                                step,
                                JobPlan.checkpointDirectory(configuration, generation),
                                JobPlan.savepointDirectory(configuration, generation),
                                finding.passedOver().isEmpty()
                                        ? ""
                                        : Message.of(
                                                " (passed over: %s)",
                                                String.join("; ", finding.passedOver()))));
            }
        }
    }

    private static long committedStep(JobHistory history, RunConfiguration run, int generation) {
        return history.state(run.id(), generation).map(RunStateRecord::step).orElse(0L);
    }
}
