package io.ratchet.job.cli.job;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cli.SignalWatch;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.EmbeddedJob;
import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.message.Message;
import io.ratchet.job.rest.TrainAddress;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.operator.result.RunStateRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/** Trains one job on a Flink in this process until all of its runs have ended. */
final class TrainingSession {
    private final JobPlan plan;
    private final PrintWriter out;
    private final boolean terminal;
    private final SignalWatch signals;

    TrainingSession(JobPlan plan, PrintWriter out, boolean terminal, SignalWatch signals) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
        this.signals = signals;
    }

    /**
     * What a session came to.
     *
     * @param states the last committed state of each run
     * @param failure why Flink gave up, if it did
     * @param unusable what is wrong with the checkpoint that it had to go on from, if it gave up
     *     for that: the next start passes it over
     */
    record Result(
            List<RunStateRecord> states, Optional<String> failure, Optional<String> unusable) {
        Result {
            states = List.copyOf(states);
        }

        /** Every run has reached its end. */
        static Result ended(List<RunStateRecord> states) {
            return new Result(states, Optional.empty(), Optional.empty());
        }
    }

    /** Trains, and waits for the end. */
    Result train() throws InterruptedException {
        Configuration settings = FlinkSettings.ofCluster(plan.configuration());
        settings.setString(TrainAddress.OWNER, TrainAddress.here().toString());
        try (EmbeddedCluster cluster =
                        EmbeddedCluster.start(settings, plan.configuration().parallelism());
                TrainAddress told =
                        TrainAddress.publish(TrainAddress.FOLDER, cluster.webInterface())) {
            JobID job = cluster.submit(new TrainingJob(plan, StepInterceptor.NONE).graph());
            out.println("Flink's web UI: " + told.rest());
            if (!cluster.openAddresses().isEmpty()) {
                out.println(
                        Message.of(
                                """
                                It is open to other machines (%s) and asks nobody who they are: \
                                whoever reaches it can end the job.""",
                                String.join(", ", cluster.openAddresses())));
            }
            JobFollower.Ending ending = follow(cluster, job);
            return new Result(
                    ending.states(),
                    ending.failure().map(JobFailure::message),
                    ending.failure().filter(JobFailure::isToStartAgain).map(JobFailure::message));
        }
    }

    private JobFollower.Ending follow(EmbeddedCluster cluster, JobID job)
            throws InterruptedException {
        LastCheckpointStop stop = new LastCheckpointStop(plan, cluster, job, out);
        SignalWatch.Watched watched = signals.during(stop);
        try {
            return new JobFollower(plan, out, terminal)
                    .follow(new EmbeddedJob(cluster, job, plan.owner().token()), stop);
        } finally {
            watched.close();
            LastCheckpoint.forget(plan.owner().token());
        }
    }
}
