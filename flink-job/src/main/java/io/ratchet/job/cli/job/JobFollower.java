package io.ratchet.job.cli.job;

import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.follow.SubmittedJob;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.result.RunStateRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;

/** Follows a job, wherever it runs, to its end, which it comes to by itself. */
final class JobFollower {
    private static final Duration LOOKED_EVERY = Duration.ofMillis(200);

    private final JobPlan plan;
    private final PrintWriter out;
    private final boolean terminal;

    JobFollower(JobPlan plan, PrintWriter out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * What a job came to.
     *
     * @param status how Flink ended it
     * @param states the last committed state of each run
     * @param failure why Flink gave up, if it did
     */
    record Ending(JobStatus status, List<RunStateRecord> states, Optional<JobFailure> failure) {
        Ending {
            states = List.copyOf(states);
        }
    }

    /** Waits for the end. */
    Ending follow(SubmittedJob job) throws InterruptedException {
        return follow(job, EarlyEnd.NONE);
    }

    /** Waits for the end, or until somebody ends it before. */
    Ending follow(SubmittedJob job, EarlyEnd early) throws InterruptedException {
        JobLine line = new JobLine(out, terminal, plan.configuration().job(), System.nanoTime());
        RestartLines restarts = new RestartLines(line, System.nanoTime());
        try (RunStateFollower runs = new RunStateFollower(plan, line::note)) {
            JobStatus status = waitForEnd(job, runs, line, restarts, early);
            line.end();
            if (!status.isGloballyTerminalState()) {
                early.await(runs);
                status = job.status();
            }
            if (!status.isGloballyTerminalState()) {
                return new Ending(status, runs.states(), Optional.empty());
            }
            runs.poll(LOOKED_EVERY);
            return new Ending(status, runs.states(), job.failure());
        }
    }

    private JobStatus waitForEnd(
            SubmittedJob job,
            RunStateFollower runs,
            JobLine line,
            RestartLines restarts,
            EarlyEnd early) {
        while (true) {
            JobStatus status = job.status();
            if (status.isGloballyTerminalState() || early.isAsked()) {
                return status;
            }
            runs.poll(LOOKED_EVERY);
            restarts.show(System.nanoTime(), job);
            line.show(
                    System.nanoTime(),
                    job::progress,
                    runs.committedStep(),
                    runs.refusedRecords(),
                    job::inputWait);
        }
    }
}
