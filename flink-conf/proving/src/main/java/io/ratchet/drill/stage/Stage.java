package io.ratchet.drill.stage;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.ClusterRole;
import io.ratchet.cluster.LocalCluster;
import io.ratchet.drill.job.Tripwire;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.job.cluster.KafkaAccess;
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
import java.util.function.BooleanSupplier;
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
    /**
     * Steps that are trained before the run ends, at least: more than are committed in the moment
     * in which they are counted.
     */
    private static final long LAST_STEPS = 500;

    private final Path folder;
    private final ClusterLayout layout;
    private final DrillConfiguration configuration;
    private final FlinkApi flink;
    private final StagedJob job;
    private final Feed feed;
    private final StepWatch written;
    private final StepWatch committed;
    private LocalCluster cluster;

    private Stage(Path folder, LocalCluster cluster, double stepsPerSecond) throws Exception {
        this.folder = folder;
        this.layout = cluster.layout();
        this.cluster = cluster;
        int replication = layout.brokers();
        configuration = new DrillConfiguration(folder, cluster.bootstrapServers(), replication);
        flink = new FlinkApi(this::restAddresses);
        job =
                new StagedJob(
                        flink,
                        configuration,
                        DrillJar.write(folder),
                        tripwires(),
                        folder.resolve("end-step"));
        makeTopics(replication);
        feed =
                Feed.start(
                        clients(),
                        DrillConfiguration.TOPIC,
                        stepsPerSecond * DrillConfiguration.BATCH);
        String metrics = job.configuration().topics().metrics();
        written = StepWatch.written(clients(), metrics);
        committed = StepWatch.committed(clients(), metrics);
        begin();
    }

    /** Takes up what an interrupted drill has left, and starts the job where there is none. */
    private void begin() throws IOException, InterruptedException {
        checkpoints().show();
        for (Tripwire.Place place : Tripwire.Place.values()) {
            tripwire(place).clear();
        }
        Await.until("Flink answers", flink::answers);
        Await.until(
                "the step records of before are read",
                () -> written.hasCaughtUp() && committed.hasCaughtUp());
        if (!hasEnd() || comparison().success().isEmpty()) {
            job.begin();
        }
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
        LocalCluster cluster = cluster(folder, layout);
        try {
            return new Stage(folder, cluster, stepsPerSecond);
        } catch (Exception failure) {
            cluster.stop();
            throw failure;
        }
    }

    private static LocalCluster cluster(Path folder, ClusterLayout layout) throws IOException {
        Path place = folder.resolve("cluster");
        Path started = folder.resolve("cluster-started");
        if (LocalCluster.exists(place) && LocalCluster.of(place).isRunning()) {
            LocalCluster left = LocalCluster.of(place);
            if (Files.exists(started)) {
                mend(left);
                return left;
            }
            left.stop(); // its start was interrupted
        }
        Files.deleteIfExists(started);
        LocalCluster cluster = LocalCluster.start(layout, place);
        Files.createFile(started);
        return cluster;
    }

    private static void mend(LocalCluster left) {
        for (ClusterProcess process : left.processes()) {
            process.setKept(true);
            process.start();
            process.thaw();
        }
    }

    private void makeTopics(int replication) throws IOException {
        JobConfiguration wanted = job.configuration();
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

    /** The job. */
    public StagedJob job() {
        return job;
    }

    /** Every step that is written. */
    public StepWatch written() {
        return written;
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
        String host = Await.present("a task manager that is busy", flink::busyTaskManager);
        return cluster.process(host)
                .orElseThrow(
                        () -> new DrillException("Flink names a task manager '" + host + "'."));
    }

    /** Waits until all that belongs to the cluster is there, and the job trains and commits. */
    public void awaitWhole() throws InterruptedException {
        Await.until("every process lives", () -> dead().isEmpty());
        Await.until(
                () -> "all task managers have registered; there are " + flink.taskManagers(),
                () -> flink.taskManagers() == layout.count(ClusterRole.TASK_MANAGER));
        Await.until("every job manager answers", flink::allAnswer);
        long before = committed.highest();
        awaitTraining("steps behind " + before, () -> committed.highest() > before);
    }

    /** Waits until steps are committed that are not even written yet. */
    public void awaitCommitsBehindNow() throws InterruptedException {
        long now = written.highest();
        awaitTraining("commits of steps behind " + now, () -> committed.highest() > now);
    }

    /**
     * Waits for what comes only where the job trains, or is submitted again.
     *
     * @param what it is
     */
    public void awaitTraining(String what, BooleanSupplier condition) throws InterruptedException {
        Await.until(
                () -> what + "; job " + job.id() + " is " + job.status() + ", and " + feed,
                () -> {
                    job.keepUp();
                    return condition.getAsBoolean();
                });
    }

    /** Submits the job once more, whether it runs or not; returns when that trains. */
    public void submitUntilItTrains() throws IOException, InterruptedException {
        job.submitUntilItTrains(written);
    }

    /** Lets frozen processes go on. */
    public void thaw(ClusterRole role) {
        cluster.processes().stream()
                .filter(process -> process.role() == role)
                .filter(ClusterProcess::isAlive)
                .forEach(ClusterProcess::thaw);
    }

    /** The broker that leads the partition of the step records. */
    public ClusterProcess leadingBroker() throws InterruptedException, IOException {
        PartitionLeader leader = leader();
        int id = Await.present("a broker leads the step records", leader::id);
        return cluster.process(ClusterRole.BROKER, id);
    }

    /** Waits until another one does. */
    public void awaitOtherLeader(ClusterProcess broker) throws InterruptedException, IOException {
        PartitionLeader leader = leader();
        Await.until(
                () -> "another broker than " + broker.name() + " leads the step records",
                () -> leader.id().filter(id -> id != broker.index()).isPresent());
    }

    private PartitionLeader leader() throws IOException {
        return new PartitionLeader(clients(), job.configuration().topics().metrics());
    }

    private List<ClusterProcess> dead() {
        return cluster.processes().stream().filter(Predicate.not(ClusterProcess::isAlive)).toList();
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

    /** Whether the run's end is fixed, so that no fault can follow. */
    public boolean hasEnd() throws IOException {
        return job.end().isPresent();
    }

    /**
     * Gives the run an end some steps on, lets it reach that, and compares. Interrupted, it goes on
     * from there.
     */
    public Verdict end() throws IOException, InterruptedException {
        if (!hasEnd()) {
            job.stop();
            job.fixEnd(Math.max(written.highest(), committed.highest()) + LAST_STEPS);
            job.submit(job.parallelism());
        }
        long end = job.end().orElseThrow();
        Comparison comparison = comparison();
        awaitTraining(
                "success with step " + end,
                // Both are committed in one transaction, and seen by two readers.
                () -> committed.highest() >= end && comparison.success().isPresent());
        job.awaitFinished();
        feed.close();
        return comparison.verdict();
    }

    private Comparison comparison() throws IOException {
        return new Comparison(clients(), job.configuration());
    }

    @Override
    public void close() {
        leave();
        cluster.stop();
    }

    /**
     * Closes it, and lets cluster and job go on: the next one that is opened there takes them up.
     */
    public void leave() {
        written.close();
        committed.close();
        feed.close();
    }
}
