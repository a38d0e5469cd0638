package io.ratchet.drill.stage;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.ClusterRole;
import io.ratchet.cluster.LocalCluster;
import io.ratchet.drill.job.DrilledJob;
import io.ratchet.drill.job.Tripwire;
import io.ratchet.drill.measure.TaskTimes;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.cluster.Resubmission;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real cluster on which a job trains from a topic that is fed.
 *
 * <p><b>Owns</b> all of it. <b>Lifecycle</b>: opened with the job running; disturbed at will;
 * {@link #end}; closed, which leaves no process behind. What lies in the folder stays, so that a
 * drill can go on that was itself interrupted. <b>Threading</b>: one thread.
 */
public final class Stage implements AutoCloseable {
    /** Steps that are trained after the last fault at least, before the run ends. */
    private static final long LAST_STEPS = 100;

    private final Path folder;
    private final ClusterLayout layout;
    private final Path jar;
    private final DrillConfiguration configuration;
    private final FlinkApi flink;
    private final Feed feed;
    private final StepWatch written;
    private final StepWatch committed;
    private LocalCluster cluster;
    private String job;
    private int parallelism = 1;

    private Stage(Path folder, LocalCluster cluster, double stepsPerSecond) throws Exception {
        this.folder = folder;
        this.layout = cluster.layout();
        this.cluster = cluster;
        jar = DrillJar.write(folder);
        int replication = layout.brokers();
        configuration = new DrillConfiguration(folder, cluster.bootstrapServers(), replication);
        makeTopics(replication);
        flink = new FlinkApi(this::restAddresses);
        feed =
                Feed.start(
                        clients(),
                        DrillConfiguration.TOPIC,
                        stepsPerSecond * DrillConfiguration.BATCH);
        String metrics = read(OptionalLong.empty()).topics().metrics();
        written = StepWatch.written(clients(), metrics);
        committed = StepWatch.committed(clients(), metrics);
        checkpoints().show();
        Await.until("Flink answers", flink::answers);
        Optional<String> live = flink.newestLiveJob();
        job = live.isPresent() ? live.get() : newJob(OptionalLong.empty());
    }

    /**
     * Starts cluster, feed and job, or goes on with those that were left in the folder.
     *
     * @param path a folder for all that is written
     * @param layout of the cluster
     * @param stepsPerSecond how many steps the topic is fed for
     */
    public static Stage open(Path path, ClusterLayout layout, double stepsPerSecond)
            throws Exception {
        // Other processes, with other working directories, use what lies there.
        Path folder = path.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        LocalCluster cluster = cluster(folder.resolve("cluster"), layout);
        try {
            return new Stage(folder, cluster, stepsPerSecond);
        } catch (Exception failure) {
            cluster.stop();
            throw failure;
        }
    }

    private static LocalCluster cluster(Path place, ClusterLayout layout) {
        if (!LocalCluster.exists(place) || !LocalCluster.of(place).isRunning()) {
            return LocalCluster.start(layout, place);
        }
        LocalCluster left = LocalCluster.of(place);
        for (ClusterProcess process : left.processes()) {
            process.setKept(true);
            process.start();
            process.thaw();
        }
        return left;
    }

    private void makeTopics(int replication) throws IOException {
        JobConfiguration wanted = read(OptionalLong.empty());
        try (KafkaAccess kafka = KafkaAccess.open(wanted.broker());
                Admin admin = kafka.admin()) {
            kafka.makeOutputTopics(wanted);
            new TopicExecutor(admin)
                    .create(
                            List.of(
                                    new TopicSpec(
                                            DrillConfiguration.TOPIC,
                                            DrillConfiguration.PARTITIONS,
                                            replication,
                                            Map.of())),
                            PartitionGrowth.REFUSED);
        }
    }

    private JobConfiguration read(OptionalLong end) throws IOException {
        return configuration.read(parallelism, end);
    }

    private Map<String, String> clients() {
        return Map.of("bootstrap.servers", cluster.bootstrapServers());
    }

    private List<URI> restAddresses() {
        return cluster.restAddresses();
    }

    /** The cluster. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** The job now. */
    public String job() {
        return job;
    }

    /** Every step that is written. */
    public StepWatch written() {
        return written;
    }

    /** Every step that is committed. */
    public StepWatch committed() {
        return committed;
    }

    /** Where the job's checkpoints are. */
    public CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder.resolve("checkpoints"));
    }

    /** A tripwire in the job. */
    public Tripwire tripwire(Tripwire.Place place) {
        return new Tripwire(tripwires().toString(), place);
    }

    private Path tripwires() {
        return folder.resolve("tripwires");
    }

    /** A task manager that the job runs on; waits until it runs. */
    public ClusterProcess trainHost() throws InterruptedException {
        Await.until("a task manager is busy", () -> flink.busyTaskManager().isPresent());
        String host = flink.busyTaskManager().orElseThrow();
        return cluster.process(host)
                .orElseThrow(
                        () -> new DrillException("Flink names a task manager '" + host + "'."));
    }

    /** When Flink noted failures of the job. */
    public List<Long> failures() {
        return flink.failures(job);
    }

    /** The times of all tasks of the job; empty while they cannot be told. */
    public List<TaskTimes> tasks() {
        return flink.tasks(job);
    }

    /** Waits until all that belongs to the cluster is there, and the job trains and commits. */
    public void awaitWhole() throws InterruptedException {
        Await.until("every process lives", () -> dead().isEmpty());
        Await.until(
                () -> "all task managers have registered; there are " + flink.taskManagers(),
                () -> flink.taskManagers() == layout.count(ClusterRole.TASK_MANAGER));
        Await.until("every job manager answers", flink::allAnswer);
        long before = committed.highest();
        Await.until(
                () -> "steps behind " + before + " are committed; job " + job + " is " + state(),
                () -> {
                    feed.check();
                    return committed.highest() > before;
                });
    }

    /** Waits until steps are committed that are not even written yet. */
    public void awaitCommitsBehindNow() throws InterruptedException {
        long now = written.highest();
        Await.until(
                () -> "steps behind " + now + " are committed; job " + job + " is " + state(),
                () -> committed.highest() > now);
    }

    /** Lets frozen processes go on. */
    public void thaw(ClusterRole role) {
        cluster.processes().stream()
                .filter(process -> process.role() == role)
                .filter(ClusterProcess::isAlive)
                .forEach(ClusterProcess::thaw);
    }

    /** How many checkpoints of the job have failed. */
    public long failedCheckpoints() {
        return flink.failedCheckpoints(job);
    }

    /** The broker that leads the partition of the step records. */
    public ClusterProcess leadingBroker() throws Exception {
        return cluster.process(ClusterRole.BROKER, leader().id());
    }

    /** Waits until another one does. */
    public void awaitOtherLeader(ClusterProcess broker) throws Exception {
        PartitionLeader leader = leader();
        int id = broker.index();
        while (id == broker.index() || id < 0) {
            id = leader.id();
        }
    }

    private PartitionLeader leader() throws IOException {
        return new PartitionLeader(clients(), read(OptionalLong.empty()).topics().metrics());
    }

    private String state() {
        return flink.state(job).orElse("not known");
    }

    private List<ClusterProcess> dead() {
        return cluster.processes().stream().filter(Predicate.not(ClusterProcess::isAlive)).toList();
    }

    /** Stops the job with a savepoint; returns when it has stopped. */
    public void stopJob() throws IOException, InterruptedException {
        // Where a start looks for savepoints of the first generation.
        String folder = read(OptionalLong.empty()).checkpoint().savepoints() + "/generation-1";
        String request = flink.stop(job, folder);
        Await.until("job " + job + " stops", () -> flink.hasStopped(job, request));
    }

    /** Cancels the job, which takes no savepoint; returns when it has ended. */
    public void cancelJob() throws InterruptedException {
        flink.cancel(job);
        Await.until(
                () -> "job " + job + " is cancelled; it is " + state(),
                () -> flink.state(job).filter("CANCELED"::equals).isPresent());
    }

    /**
     * Submits the job again and again, as long as it ends because of its checkpoint; returns when
     * the one before has ended, and the new one trains.
     */
    public void submitUntilItTrains() throws IOException, InterruptedException {
        String before = job;
        while (true) {
            submitJob(parallelism);
            if (trainsBehind(before)) {
                return;
            }
            String trace = flink.endingStackTrace(job);
            if (!Resubmission.isToldOfIn(trace)) {
                throw new DrillException(
                        "Job " + job + " has ended, and not because of its checkpoint: " + trace);
            }
        }
    }

    /** Steps of the job before may be seen, and new ones be written, until it has ended. */
    private boolean trainsBehind(String before) throws InterruptedException {
        Await.until(
                () ->
                        "job "
                                + before
                                + " ends; it is "
                                + flink.state(before).orElse("not known")
                                + ", and the one behind it is "
                                + state(),
                () -> flink.hasEnded(before) || flink.hasEnded(job));
        if (!flink.hasEnded(before)) {
            return false;
        }
        int seen = written.count();
        long ended = System.currentTimeMillis();
        Await.until(
                () -> "job " + job + " trains or fails; it is " + state(),
                () -> hasTrained(seen, ended) || flink.hasEnded(job));
        return hasTrained(seen, ended);
    }

    private boolean hasTrained(int seen, long sinceMillis) {
        return written.since(seen).stream().anyMatch(step -> step.emittedMillis() > sinceMillis);
    }

    /** Submits the job again, which goes on where it was. */
    public void submitJob(int withParallelism) throws IOException {
        parallelism = withParallelism;
        job = newJob(OptionalLong.empty());
    }

    private String newJob(OptionalLong end) throws IOException {
        Path file = configuration.write(parallelism, end);
        return flink.submit(
                jar, DrilledJob.class.getName(), List.of(file.toString(), tripwires().toString()));
    }

    /** Parallelism of the job now. */
    public int parallelism() {
        return parallelism;
    }

    /** Kills every process at once, and starts a new cluster; the job is not in it. */
    public void replaceCluster() {
        for (ClusterProcess process : cluster.processes()) {
            process.setKept(false);
        }
        cluster.processes().stream().filter(ClusterProcess::isAlive).forEach(ClusterProcess::kill);
        cluster.stop();
        String before = cluster.bootstrapServers();
        cluster = LocalCluster.start(layout, cluster.folder());
        if (!cluster.bootstrapServers().equals(before)) {
            throw new DrillException(
                    "The brokers' ports were "
                            + before
                            + ", and are "
                            + cluster.bootstrapServers()
                            + " now: somebody else has taken one, and the readers cannot follow.");
        }
    }

    /** Gives the run an end some steps on, lets it reach that, and compares. */
    public Verdict end() throws Exception {
        stopJob();
        OptionalLong end = OptionalLong.of(committed.highest() + LAST_STEPS);
        job = newJob(end);
        Comparison comparison = new Comparison(clients(), read(end));
        Await.until(
                () -> "the run succeeds with step " + end.getAsLong() + "; it is " + state(),
                () -> {
                    feed.check();
                    // Both are committed with one checkpoint, but by two sinks.
                    return committed.highest() >= end.getAsLong()
                            && comparison.success().isPresent();
                });
        Await.until(
                () -> "job " + job + " finishes; it is " + state(),
                () -> flink.state(job).filter("FINISHED"::equals).isPresent());
        feed.close();
        return comparison.verdict();
    }

    @Override
    public void close() {
        written.close();
        committed.close();
        feed.close();
        cluster.stop();
    }
}
