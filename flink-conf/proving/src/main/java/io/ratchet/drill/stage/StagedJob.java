package io.ratchet.drill.stage;

import io.ratchet.drill.job.DrilledJob;
import io.ratchet.drill.measure.TaskTimes;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.Resubmission;
import io.ratchet.job.rest.RestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.api.common.JobStatus;

/**
 * The job on a stage, through all its submissions.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class StagedJob {
    /** Looking takes the cores that a recovery needs. */
    private static final long LOOKED_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    /** How often a savepoint is asked for again, because a task was just being started again. */
    private static final int MOST_STOPS = 3;

    /** What a job has ended with that somebody else than it itself ended. */
    private static final Set<JobStatus> ENDED_BY_COMMAND =
            Set.of(JobStatus.FINISHED, JobStatus.CANCELED);

    private final FlinkApi flink;
    private final DrillConfiguration configuration;
    private final Path jar;
    private final Path tripwires;
    private final Path endFile;
    private String id = "";
    private int parallelism = 1;
    private long lookedNanos = System.nanoTime();

    StagedJob(
            FlinkApi flink,
            DrillConfiguration configuration,
            Path jar,
            Path tripwires,
            Path endFile) {
        this.flink = flink;
        this.configuration = configuration;
        this.jar = jar;
        this.tripwires = tripwires;
        this.endFile = endFile;
    }

    /** Flink's id of the submission that counts. */
    public String id() {
        return id;
    }

    /** Its parallelism. */
    public int parallelism() {
        return parallelism;
    }

    /** The step that ends the run, once that is fixed. */
    OptionalLong end() throws IOException {
        return Files.exists(endFile)
                ? OptionalLong.of(Long.parseLong(Files.readString(endFile)))
                : OptionalLong.empty();
    }

    /** Fixes the step that ends the run, for all submissions from now on. */
    void fixEnd(long step) throws IOException {
        Files.writeString(endFile, Long.toString(step));
    }

    /** What its file says now. */
    JobConfiguration configuration() throws IOException {
        return configuration.read(parallelism, end());
    }

    /** Where it stands; empty while nobody tells. */
    Optional<JobStatus> status() {
        return flink.status(id);
    }

    /** Goes on with a submission that was left, or submits the job. */
    void begin() throws IOException, InterruptedException {
        List<String> live = Await.present("what runs", flink::liveJobs);
        if (live.isEmpty()) {
            submit(parallelism);
        } else {
            id = live.get(0);
            parallelism = Await.present("the parallelism of " + id, () -> flink.parallelism(id));
        }
    }

    /** Submits the job, which goes on where it was. */
    public void submit(int withParallelism) throws IOException {
        parallelism = withParallelism;
        Path file = configuration.write(parallelism, end());
        id =
                flink.submit(
                        jar,
                        DrilledJob.class.getName(),
                        List.of(file.toString(), tripwires.toString()));
    }

    /**
     * Where the job has ended because of its checkpoint, or because a command was cut short that
     * was about to submit it again, submits it again. Looks now and then only.
     *
     * @throws DrillException if it has ended for another reason
     */
    void keepUp() {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOKED_EVERY_NANOS) {
            return;
        }
        lookedNanos = now;
        Optional<JobStatus> ending = status().filter(JobStatus::isGloballyTerminalState);
        Optional<List<String>> live = flink.liveJobs();
        if (ending.isEmpty() || live.isEmpty()) {
            return;
        }
        if (!live.get().isEmpty()) {
            id = live.get().get(0); // of two, the one that ended was taken for the newer one
            return;
        }
        if (!ENDED_BY_COMMAND.contains(ending.get())) {
            requireUnusableCheckpoint();
        }
        try {
            if (ending.get() != JobStatus.FINISHED || end().isEmpty()) {
                submit(parallelism);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot submit the job again", e);
        }
    }

    private void requireUnusableCheckpoint() {
        String trace = flink.endingStackTrace(id);
        if (!Resubmission.isToldOfIn(trace)) {
            throw new DrillException(
                    "Job " + id + " has ended, and not because of its checkpoint: " + trace);
        }
    }

    /**
     * Submits the job again and again, as long as it ends because of its checkpoint; returns when
     * the submission before has ended, and the new one trains.
     *
     * @param written every step that is written
     */
    void submitUntilItTrains(StepWatch written) throws IOException, InterruptedException {
        String before = id;
        submit(parallelism);
        while (!trainsBehind(before, written)) {
            requireUnusableCheckpoint();
            submit(parallelism);
        }
    }

    /** Steps of the one before may be seen, and new ones be written, until it has ended. */
    private boolean trainsBehind(String before, StepWatch written) throws InterruptedException {
        Await.until(
                () ->
                        "job "
                                + before
                                + " ends; it is "
                                + flink.status(before)
                                + ", and the one behind it is "
                                + status(),
                () -> hasEnded(before) || hasEnded(id));
        if (!hasEnded(before)) {
            return false;
        }
        int seen = written.count();
        long ended = System.currentTimeMillis();
        Await.until(
                () -> "job " + id + " trains or fails; it is " + status(),
                () -> hasTrained(written, seen, ended) || hasEnded(id));
        return hasTrained(written, seen, ended);
    }

    private static boolean hasTrained(StepWatch written, int seen, long sinceMillis) {
        return written.since(seen).stream().anyMatch(step -> step.emittedMillis() > sinceMillis);
    }

    private boolean hasEnded(String job) {
        return flink.status(job).filter(JobStatus::isGloballyTerminalState).isPresent();
    }

    /**
     * Stops the job with a savepoint; returns when it has stopped.
     *
     * @return when the stop was asked for that has come to be, in milliseconds of the wall clock
     */
    public long stop() throws IOException, InterruptedException {
        // Where a start looks for savepoints of the first generation.
        org.apache.flink.core.fs.Path folder =
                new org.apache.flink.core.fs.Path(
                        configuration().checkpoint().savepoints(), "generation-1");
        for (int attempt = 1; ; attempt++) {
            Await.until(() -> "every task of job " + id + " runs; it is " + status(), this::allRun);
            long asked = System.currentTimeMillis();
            try {
                flink.stop(id, folder.toString());
                return asked;
            } catch (RestException refusal) {
                if (attempt == MOST_STOPS) {
                    throw refusal;
                }
            }
        }
    }

    /** Whether every task has its state, as Flink knew up to three seconds ago. */
    private boolean allRun() {
        List<TaskTimes> tasks = tasks();
        return !tasks.isEmpty() && tasks.stream().allMatch(task -> task.runningMillis() > 0);
    }

    /** Waits until no task has been started for some time: whoever restarts them is through. */
    public void awaitSteady(Duration time) throws InterruptedException {
        Await.until(
                () -> "no task of job " + id + " is started for " + time,
                () -> allRun() && lastStartMillis() + time.toMillis() < System.currentTimeMillis());
    }

    private long lastStartMillis() {
        return tasks().stream().mapToLong(TaskTimes::runningMillis).max().orElse(Long.MAX_VALUE);
    }

    /** Cancels the job, which takes no savepoint; returns when it has ended. */
    public void cancel() throws InterruptedException {
        flink.cancel(id);
        Await.until(() -> "job " + id + " is cancelled; it is " + status(), () -> hasEnded(id));
    }

    /** Waits until it has come to its own end. */
    void awaitFinished() throws InterruptedException {
        Await.until(
                () -> "job " + id + " finishes; it is " + status(),
                () -> flink.liveJobs().filter(List::isEmpty).isPresent());
    }

    /** When Flink noted failures of it. */
    public List<Long> failures() {
        return flink.failures(id);
    }

    /** The times of all its tasks; empty while they cannot be told. */
    public List<TaskTimes> tasks() {
        return flink.tasks(id);
    }

    /** How many of its checkpoints have failed; empty while that cannot be told. */
    public Optional<Long> failedCheckpoints() {
        return flink.failedCheckpoints(id);
    }
}
