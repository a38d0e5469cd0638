package io.ratchet.cluster;

import io.ratchet.job.waiting.Waiting;
import io.ratchet.kafka.broker.QuorumFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink and a Kafka of separate processes on this machine, in one folder.
 *
 * <p><b>Owns</b> nothing but the folder's path: the processes live on when this object, and the JVM
 * that has started them, are gone, and {@link #of} finds them again. <b>Lifecycle</b>: {@link
 * #start} until {@link #stop}, which leaves no process and no process id behind. Kafka's records,
 * ZooKeeper's nodes and the logs stay in the folder.
 */
public final class LocalCluster {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /**
     * Where another process takes over, one that is lost is started again after this time, by which
     * that should be done: starting takes the cores that the recovery needs.
     */
    private static final Duration PAUSE_OF_REPLACED = Duration.ofSeconds(4);

    private final Installation installation;
    private final ClusterFolder folder;
    private final ClusterState state;

    private LocalCluster(Installation installation, ClusterFolder folder, ClusterState state) {
        this.installation = installation;
        this.folder = folder;
        this.state = state;
    }

    /**
     * Starts a cluster and waits until it answers: every broker is in the quorum, every task
     * manager has registered its slots.
     *
     * @param path the cluster's folder; made if it does not exist
     * @throws LocalClusterException if the machine is too small, a cluster runs on the folder
     *     already, or this one does not come up; nothing is left running then
     */
    public static LocalCluster start(ClusterLayout layout, Path path) {
        return start(layout, path, Map.of());
    }

    /**
     * The same, with keys of Flink's configuration that win over what a local cluster sets.
     *
     * @throws LocalClusterException as above
     */
    public static LocalCluster start(ClusterLayout layout, Path path, Map<String, String> flink) {
        return start(layout, path, flink, Installation.find());
    }

    /** The same, of another installation. */
    static LocalCluster start(
            ClusterLayout layout, Path path, Map<String, String> flink, Installation installation) {
        try (StartLock lock = StartLock.take()) {
            LOG.debug("Starting a cluster in {}, under {}", path, lock);
            return startAlone(layout, path, flink, installation);
        }
    }

    private static LocalCluster startAlone(
            ClusterLayout layout, Path path, Map<String, String> flink, Installation installation) {
        ClusterFolder folder = new ClusterFolder(path);
        MemoryPlan memory = MemoryPlan.ofThisMachine(layout);
        Optional<ClusterState> last = ClusterState.read(folder);
        ClusterState state = ClusterState.choose(layout, last);
        LocalCluster cluster = new LocalCluster(installation, folder, state);
        if (cluster.isRunning()) {
            throw new LocalClusterException(
                    "A cluster runs on folder '"
                            + folder.path()
                            + "' already. Stop it, or choose another folder.");
        }
        folder.clean();
        folder.make();
        state.write(folder);
        try {
            cluster.startProcesses(memory, flink);
        } catch (RuntimeException failure) {
            cluster.stop();
            throw failure;
        }
        return cluster;
    }

    /**
     * The cluster of a folder, whether it runs or not.
     *
     * @throws LocalClusterException if none was ever started there
     */
    public static LocalCluster of(Path path) {
        ClusterFolder folder = new ClusterFolder(path);
        ClusterState state =
                ClusterState.read(folder)
                        .orElseThrow(
                                () ->
                                        new LocalClusterException(
                                                "No cluster was started in '"
                                                        + folder.path()
                                                        + "'. Start one with 'ratchet cluster"
                                                        + " start'."));
        return new LocalCluster(Installation.find(), folder, state);
    }

    private void startProcesses(MemoryPlan memory, Map<String, String> more) {
        Configuration flink = ClusterConfiguration.of(installation, folder, state, memory, more);
        ClusterConfiguration.write(flink, installation, folder);
        if (!state.brokers().isEmpty()) {
            new QuorumFolder(folder.data().resolve("kafka")).prepare(state.brokers());
        }
        ProcessArguments arguments = new ProcessArguments(installation, folder, state, flink);
        for (ClusterProcess process : processes()) {
            arguments.of(process.role(), process.index()).write(process.arguments());
            process.start();
        }
        new Readiness(this).await();
    }

    /**
     * Ends every process and keeper, Flink's first, frozen ones too, and waits until they are gone.
     * Jobs are not stopped in order: they can be resumed from their retained checkpoints.
     */
    public void stop() {
        end(process -> process.role().isFlink());
        end(process -> true);
        for (ProcessHandle left : leftovers()) {
            left.destroyForcibly();
        }
        if (!Waiting.until(LONGEST_END, () -> leftovers().isEmpty())) {
            throw new LocalClusterException(
                    "These processes were killed and do not end: "
                            + leftovers().stream().map(ProcessHandle::pid).toList());
        }
        folder.clean();
    }

    private void end(Predicate<ClusterProcess> which) {
        List<ClusterProcess> ending = processes().stream().filter(which).toList();
        ending.forEach(ClusterProcess::end);
        Waiting.until(LONGEST_END, () -> ending.stream().allMatch(ClusterProcess::isGone));
        ending.forEach(ClusterProcess::endForcibly);
    }

    /** Processes and keepers that were started from this folder, whatever its files say. */
    private List<ProcessHandle> leftovers() {
        String arguments = "@" + folder.run() + "/";
        return ProcessHandle.allProcesses()
                .filter(
                        handle -> {
                            List<String> given =
                                    Arrays.asList(handle.info().arguments().orElse(new String[0]));
                            return given.stream().anyMatch(each -> each.startsWith(arguments))
                                    || (given.contains(installation.keeper().toString())
                                            && given.contains(folder.path().toString()));
                        })
                .toList();
    }

    /** Whether any of its processes or keepers lives. */
    public boolean isRunning() {
        return !leftovers().isEmpty();
    }

    /** Its layout. */
    public ClusterLayout layout() {
        return state.layout();
    }

    /** Every process that it has, dead or alive: brokers and ZooKeeper first. */
    public List<ClusterProcess> processes() {
        List<ClusterProcess> processes = new ArrayList<>();
        for (ClusterRole role : ClusterRole.values()) {
            IntStream.rangeClosed(1, layout().count(role))
                    .mapToObj(index -> process(role, index))
                    .forEach(processes::add);
        }
        return processes;
    }

    /** One process. */
    public ClusterProcess process(ClusterRole role, int index) {
        if (index < 1 || index > layout().count(role)) {
            throw new IllegalArgumentException(
                    "There is no "
                            + role.nameOf(index)
                            + " in a cluster with "
                            + layout().count(role)
                            + ".");
        }
        return new ClusterProcess(
                installation,
                folder,
                role,
                index,
                layout().isReplaced(role) ? PAUSE_OF_REPLACED : Duration.ZERO);
    }

    /** The process of a name such as {@code taskmanager-1}, by which Flink knows it too. */
    public Optional<ClusterProcess> process(String name) {
        return processes().stream().filter(process -> process.name().equals(name)).findFirst();
    }

    /** The REST interface of each job manager, in the order of their indexes. */
    public List<URI> restAddresses() {
        return state.rest().stream()
                .map(port -> URI.create(ClusterState.REST_HOST + port))
                .toList();
    }

    /**
     * The job manager that leads, by ZooKeeper where there are two, as far as is known: one that
     * has just died leads until its session runs out. Waits while there is none.
     *
     * @throws LocalClusterException if none is elected for long
     */
    public ClusterProcess leader() {
        if (!layout().highAvailability()) {
            return process(ClusterRole.JOB_MANAGER, 1);
        }
        int port = LeaderFinder.rest(folder).getPort();
        return process(ClusterRole.JOB_MANAGER, state.rest().indexOf(port) + 1);
    }

    /** Host and port of the brokers, separated by commas; empty where there are none. */
    public String bootstrapServers() {
        return state.bootstrapServers();
    }

    /** Its folder. */
    public Path folder() {
        return folder.path();
    }

    /** The folder for {@code FLINK_CONF_DIR}. */
    public Path configuration() {
        return folder.configuration();
    }

    /**
     * Runs Flink's own command line against this cluster, such as {@code run JAR --config FILE}, on
     * this process's terminal.
     *
     * @return its exit code
     */
    public int flink(List<String> arguments) throws InterruptedException {
        return run(flinkCommand(arguments).inheritIO());
    }

    /**
     * The same, with what it prints in a file.
     *
     * @param output is appended to
     */
    public int flink(List<String> arguments, Path output) throws InterruptedException {
        return run(
                flinkCommand(arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
    }

    private ProcessBuilder flinkCommand(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(installation.flinkCommand().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RATCHET_CLUSTER", folder.path().toString());
        return builder;
    }

    private static int run(ProcessBuilder builder) throws InterruptedException {
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new LocalClusterException("Cannot start Flink's command line: " + e, e);
        }
    }

    /** Whether a cluster was ever started in a folder. */
    public static boolean exists(Path path) {
        return Files.exists(new ClusterFolder(path).state());
    }
}
