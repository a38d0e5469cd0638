package io.ratchet.cluster;

import io.ratchet.job.waiting.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process of a local cluster, whether it lives or not, and its keeper.
 *
 * <p>Any number of these may stand for the same process, in several JVMs: what is known of it is in
 * the cluster's folder. A process id that is found there counts only while it belongs to a process
 * that was started from there.
 */
public final class ClusterProcess {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Duration LONGEST_DEATH = Duration.ofSeconds(10);

    private final Installation installation;
    private final ClusterFolder folder;
    private final ClusterRole role;
    private final int index;
    private final String name;

    /** How long the keeper waits before it starts a process again that has died. */
    private final Duration pause;

    ClusterProcess(
            Installation installation,
            ClusterFolder folder,
            ClusterRole role,
            int index,
            Duration pause) {
        this.installation = installation;
        this.folder = folder;
        this.role = role;
        this.index = index;
        this.pause = pause;
        name = role.nameOf(index);
    }

    /** What it does. */
    public ClusterRole role() {
        return role;
    }

    /** Which one of its role, from 1. */
    public int index() {
        return index;
    }

    /**
     * Its name, such as {@code taskmanager-1}; Flink knows job and task managers by it as well (as
     * resource id).
     */
    public String name() {
        return name;
    }

    /** Its log. */
    public Path log() {
        return folder.log().resolve(name + ".log");
    }

    /** What it and its keeper print. */
    public Path output() {
        return folder.log().resolve(name + ".out");
    }

    /** The id of the process, while it lives. */
    public OptionalLong pid() {
        Optional<ProcessHandle> handle = process();
        return handle.isPresent() ? OptionalLong.of(handle.get().pid()) : OptionalLong.empty();
    }

    /** Whether it lives; a frozen one does. */
    public boolean isAlive() {
        return process().isPresent();
    }

    /**
     * Kills it as {@code kill -9} does, and waits until it is dead. Its keeper may start it again.
     */
    public void kill() {
        ProcessHandle handle = living();
        handle.destroyForcibly();
        if (!Waiting.until(LONGEST_DEATH, () -> !handle.isAlive())) {
            throw new LocalClusterException(
                    "Process " + name + " (" + handle.pid() + ") was killed and does not die.");
        }
    }

    /**
     * Freezes it as {@code kill -STOP} does: it keeps its memory and connections, and does nothing.
     */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen one go on. */
    public void thaw() {
        signal("CONT");
    }

    /** Whether it is started again when it dies. */
    public boolean isKept() {
        return !Files.exists(hold());
    }

    /** Says whether it is started again when it dies. */
    public void setKept(boolean kept) {
        try {
            if (kept) {
                Files.deleteIfExists(hold());
            } else if (isKept()) {
                Files.createFile(hold());
            }
        } catch (IOException e) {
            throw new LocalClusterException("Cannot change '" + hold() + "': " + e, e);
        }
    }

    /**
     * Starts it, with a keeper, unless it lives or its keeper is about to start it; returns as soon
     * as the process is there, which is before it answers.
     */
    public void start() {
        if (isAlive()) {
            return;
        }
        if (keeper().isEmpty()) {
            startKeeper();
        }
        if (!Waiting.until(LONGEST_START.plus(pause), this::isAlive)) {
            throw new LocalClusterException("Process " + name + " does not start. " + lastWords());
        }
    }

    private void startKeeper() {
        // A session of its own, so that Ctrl-C and a closed terminal do not reach it.
        ProcessBuilder builder =
                new ProcessBuilder(
                        "setsid",
                        installation.keeper().toString(),
                        folder.path().toString(),
                        name,
                        Long.toString(pause.toSeconds()));
        builder.environment().put("FLINK_CONF_DIR", folder.configuration().toString());
        builder.environment().put("FLINK_PLUGINS_DIR", installation.plugins().toString());
        // Flink looks there for the script that finds GPUs.
        builder.environment().put("FLINK_HOME", installation.addition().toString());
        // Arenas of malloc for each thread keep native memory that nobody uses.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        // On a GPU: the order of nvidia-smi, which names them, and sums in one order.
        builder.environment().putIfAbsent("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        builder.environment().putIfAbsent("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        builder.directory(folder.path().toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        try {
            Process keeper = builder.start();
            keeper.getOutputStream().close();
        } catch (IOException e) {
            throw new LocalClusterException("Cannot start the keeper of " + name + ": " + e, e);
        }
    }

    /** Asks process and keeper to end, without waiting. */
    void end() {
        keeper().ifPresent(ProcessHandle::destroy);
        if (keeper().isEmpty()) {
            process().ifPresent(ProcessHandle::destroy);
        }
    }

    /** Kills process and keeper. */
    void endForcibly() {
        keeper().ifPresent(ProcessHandle::destroyForcibly);
        process().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether neither process nor keeper lives. */
    boolean isGone() {
        return keeper().isEmpty() && process().isEmpty();
    }

    /** The end of what it printed, for whoever asks why it does not run. */
    String lastWords() {
        return LastWords.of(output(), log());
    }

    Path arguments() {
        return folder.run().resolve(name + ".args");
    }

    private Path hold() {
        return folder.run().resolve(name + ".hold");
    }

    private Optional<ProcessHandle> process() {
        String arguments = "@" + arguments();
        return handle(".pid").filter(handle -> hasArgument(handle, arguments));
    }

    private Optional<ProcessHandle> keeper() {
        return handle(".keeper").filter(handle -> hasArgument(handle, folder.path().toString()));
    }

    private Optional<ProcessHandle> handle(String suffix) {
        try {
            String text = Files.readString(folder.run().resolve(name + suffix)).strip();
            return ProcessHandle.of(Long.parseLong(text)).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Tells our process from one that has got its id later. */
    private static boolean hasArgument(ProcessHandle handle, String argument) {
        return handle.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(argument))
                .orElse(false);
    }

    private ProcessHandle living() {
        return process()
                .orElseThrow(() -> new LocalClusterException("Process " + name + " does not run."));
    }

    private void signal(String signal) {
        long pid = living().pid();
        try {
            int code =
                    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new LocalClusterException(
                        "Process " + name + " (" + pid + ") takes no signal " + signal + ".");
            }
        } catch (IOException e) {
            throw new LocalClusterException("Cannot send a signal to " + name + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("Interrupted while sending a signal to " + name, e);
        }
    }
}
