package io.ratchet.operator.failure;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules in the job manager over everything a start of a job fails with: lets it restart, each time
 * after a longer pause, and ends it where the table says so or where it gets nowhere.
 *
 * <p>Progress is a completed checkpoint with a step that none before it had, or, where none was
 * due, with more records of the next one; or any checkpoint of a job that has run for long, since a
 * topic may be idle for weeks. Time in which the job runs for long counts against nobody, since its
 * checkpoints may be an hour apart; nor does what it failed with before that belong to what it
 * fails with afterwards. <b>Threading</b>: any thread.
 */
public final class FailureJudge {
    private static final Logger LOG = LoggerFactory.getLogger(FailureJudge.class);

    /** What has gone on for so long is not what has failed before. */
    static final Duration STEADY = Duration.ofMinutes(10);

    private static final int FEW_LOST_CHECKPOINTS = 2;

    private final FailurePolicy policy;
    private final LongSupplier nanoClock;
    private final Consumer<Throwable> end;
    private final CaseCounts counts = new CaseCounts();
    private final Set<String> seen = new HashSet<>();
    private @Nullable Verdict current;
    private @Nullable Verdict last;
    private int restarts;
    private int inARow;
    private int counted;
    private int lostCheckpoints;
    private boolean wasSteady;
    private long firstFailureNanos;
    private long healthyNanos;
    private long restoredNanos;
    private boolean hasEnded;

    /**
     * @param policy what it goes by
     * @param nanoClock a clock that never jumps
     * @param end ends the job
     */
    public FailureJudge(FailurePolicy policy, LongSupplier nanoClock, Consumer<Throwable> end) {
        this.policy = policy;
        this.nanoClock = nanoClock;
        this.end = end;
        this.restoredNanos = nanoClock.getAsLong();
    }

    /** Something has failed; what follows it until the restart belongs to the same attempt. */
    public synchronized void failed(Place place, Throwable failure) {
        Verdict verdict = policy.table().rule(place, failure);
        noteFailure(verdict);
        String name = verdict.row().name();
        if (seen.add(name)) {
            boolean isSure = counts.add(verdict.row(), nanoClock.getAsLong());
            if (verdict.ruling() == Ruling.END && isSure) {
                end(JobEndedException.of(policy, verdict));
            }
        }
    }

    private void noteFailure(Verdict verdict) {
        if (current != null) {
            return;
        }
        long now = nanoClock.getAsLong();
        wasSteady = isSteady(now);
        if (wasSteady) {
            healthyNanos += now - restoredNanos;
            inARow = 0;
            counts.clear();
        }
        if (restarts == 0) {
            firstFailureNanos = now;
            healthyNanos = 0;
        }
        current = verdict;
    }

    /**
     * Whether the job has run for long, and not in vain: it may have no checkpoint yet where its
     * interval is longer, but none was given up either.
     */
    private boolean isSteady(long now) {
        return now - restoredNanos > STEADY.toNanos() && lostCheckpoints < FEW_LOST_CHECKPOINTS;
    }

    /** All tasks start again. */
    public synchronized void restarted() {
        Verdict failure = current == null ? untold() : current;
        noteFailure(failure);
        restarts++;
        inARow++;
        if (failure.row().toll() == Toll.RESTARTS || wasSteady) {
            counted++;
        }
        last = failure;
        LOG.warn(
                "Job '{}' restarts: {} ({}): {}; {}",
                policy.job(),
                failure.row().name(),
                failure.place().label(),
                failure.cause(),
                standing().outlook());
        if (counted > policy.bounds().restarts() || stuck().compareTo(policy.bounds().time()) > 0) {
            end(JobEndedException.ofNoProgress(policy, standing(), failure));
        }
        current = null;
        seen.clear();
        lostCheckpoints = 0;
        restoredNanos = nanoClock.getAsLong();
    }

    /** Flink tells TRAIN's side of failed tasks only, and not what else it restarts a job for. */
    private Verdict untold() {
        return lostCheckpoints >= FEW_LOST_CHECKPOINTS
                ? new Verdict(
                        Place.JOB_MANAGER,
                        FailureTable.CHECKPOINTS,
                        lostCheckpoints + " checkpoints in a row were not completed")
                : new Verdict(
                        Place.JOB_MANAGER,
                        FailureTable.UNKNOWN,
                        "only the job manager's log tells the cause");
    }

    /** A checkpoint was given up. */
    public synchronized void checkpointLost() {
        lostCheckpoints++;
    }

    /**
     * A checkpoint is complete.
     *
     * @param isProgress whether it holds a step that none before it did, or, where none was due,
     *     more records of the next one
     */
    public synchronized void checkpointCompleted(boolean isProgress) {
        lostCheckpoints = 0;
        if (isProgress || nanoClock.getAsLong() - restoredNanos > STEADY.toNanos()) {
            restarts = 0;
            inARow = 0;
            counted = 0;
            counts.clear();
            // A failure that was told and has led to no restart: nothing is to begin with it.
            current = null;
            seen.clear();
        }
    }

    /**
     * How long tasks that start now have to wait, so that what fails at once does not fail often.
     */
    public synchronized Duration pause() {
        long waited = nanoClock.getAsLong() - restoredNanos;
        return Duration.ofNanos(Math.max(0, RestartDelays.after(inARow).toNanos() - waited));
    }

    /** How the job stands. */
    public synchronized Standing standing() {
        return new Standing(Optional.ofNullable(last), restarts, counted, stuck(), policy.bounds());
    }

    private Duration stuck() {
        if (restarts == 0) {
            return Duration.ZERO;
        }
        long now = nanoClock.getAsLong();
        long running = current == null && isSteady(now) ? now - restoredNanos : 0;
        return Duration.ofNanos(now - firstFailureNanos - healthyNanos - running);
    }

    private void end(JobEndedException reason) {
        if (!hasEnded) {
            hasEnded = true;
            LOG.error("{}", reason.getMessage());
            end.accept(reason);
        }
    }
}
