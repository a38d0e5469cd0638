package io.ratchet.job.cli.job;

import io.ratchet.job.cli.SignalWatch;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.LiveMetrics;
import io.ratchet.job.message.Message;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.operator.end.StoppedRun;
import io.ratchet.operator.result.RunStateRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a job in this process with a last checkpoint, from which the next start goes on. The state
 * comes first: the models are written behind it, and so is what readers see, in the time that is
 * left.
 *
 * <p><b>Threading</b>: a signal's thread begins it, the thread that follows the job waits for it.
 */
final class LastCheckpointStop implements SignalWatch.Stop, EarlyEnd {
    /** The rest of the ten seconds closes Flink and the broker. */
    static final Duration LONGEST = Duration.ofSeconds(7);

    private static final Logger LOG = LoggerFactory.getLogger(LastCheckpointStop.class);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

    private final JobPlan plan;
    private final EmbeddedCluster cluster;
    private final JobID job;
    private final PrintWriter out;
    private volatile @Nullable Asked asked;
    private volatile boolean told;

    /** Who has asked, and since when. */
    private record Asked(
            SignalWatch.Signal signal,
            LastCheckpoint last,
            long nanos,
            CompletableFuture<String> checkpoint) {}

    LastCheckpointStop(JobPlan plan, EmbeddedCluster cluster, JobID job, PrintWriter out) {
        this.plan = plan;
        this.cluster = cluster;
        this.job = job;
        this.out = out;
    }

    @Override
    public void begin(SignalWatch.Signal signal) {
        LastCheckpoint last = LastCheckpoint.ask(plan.owner().token());
        asked = new Asked(signal, last, System.nanoTime(), cluster.beginCheckpoint(job));
        LOG.info("{}: takes a last checkpoint of job {}", signal.name(), job);
    }

    @Override
    public boolean isAsked() {
        return asked != null;
    }

    @Override
    public void await(RunStateFollower runs) {
        Asked now = asked;
        if (now == null) {
            return;
        }
        say(
                Message.of(
                        """
                        Ends by %s with a last checkpoint, within %s s. A second signal ends it at \
                        once, without.""",
                        now.signal().name(), SignalWatch.LONGEST.toSeconds()));
        try {
            awaitState(now, runs);
        } catch (KafkaException unanswered) {
            LOG.warn("Kafka does not tell what is committed", unanswered);
        }
        told = true;
        if (hasEnded()) {
            LOG.info("Job {} has come to its end by itself", job);
            return;
        }
        lines(now.last(), runs.states()).forEach(this::say);
    }

    private void awaitState(Asked now, RunStateFollower runs) {
        CompletableFuture<String> checkpoint = now.checkpoint();
        long deadline = now.nanos() + LONGEST.toNanos();
        while (System.nanoTime() < deadline
                && !isCommitted(now.last(), runs.states())
                && !hasEnded()) {
            runs.poll(LOOKED_EVERY);
            if (checkpoint.isCompletedExceptionally() && !now.last().hasBegun()) {
                // While TRAIN takes in what an unaligned checkpoint has stored, no other can begin.
                if (!hasTrained() && !cluster.isWholeRunning(job)) {
                    LOG.info("Job {} has trained nothing yet: there is nothing new to keep", job);
                    return;
                }
                checkpoint = cluster.beginCheckpoint(job);
            }
        }
    }

    /** Its last state may have been on its way when the signal came. */
    private boolean hasEnded() {
        return cluster.status(job).isGloballyTerminalState();
    }

    private static boolean hasTrained() {
        return LiveMetrics.largest("TRAIN", "step").orElse(0) > 0;
    }

    /** Whether all is done that is to be done: also readers see the steps that are kept. */
    private static boolean isCommitted(LastCheckpoint last, List<RunStateRecord> states) {
        Optional<List<StoppedRun>> left = last.left();
        return left.isPresent()
                && left.get().stream()
                        .allMatch(
                                run ->
                                        states.stream()
                                                .anyMatch(
                                                        state ->
                                                                state.run().equals(run.run())
                                                                        && state.step()
                                                                                >= run.step()));
    }

    /** What is kept, in lines. */
    private List<String> lines(LastCheckpoint last, List<RunStateRecord> states) {
        return StopLines.of(
                last.completed().isPresent()
                        ? Optional.of(path(last.completed().getAsLong()))
                        : Optional.empty(),
                last.left(),
                isCommitted(last, states),
                states);
    }

    private String path(long checkpoint) {
        Path folder = new Path(plan.checkpointDirectory(), job.toString());
        return new Path(folder, "chk-" + checkpoint).toString();
    }

    @Override
    public String lastWords() {
        Asked now = asked;
        return told || now == null
                ? ""
                : String.join(System.lineSeparator(), lines(now.last(), List.of()));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
