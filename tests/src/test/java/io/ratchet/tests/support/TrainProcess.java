package io.ratchet.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ratchet train}, or another command, in a process of its own. */
public final class TrainProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 180;
    private static final List<String> HANDED_ON =
            List.of("--add-opens=", "-Dai.djl.", "-XX:TieredStopAtLevel=");

    private final Process process;
    private final Path log;

    private TrainProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the command.
     *
     * @param configuration the file
     * @param log where its output goes
     * @param properties system properties of the process
     */
    public static TrainProcess start(Path configuration, Path log, List<String> properties)
            throws IOException {
        return start(configuration, log, properties, Map.of());
    }

    /**
     * The same, with a temporary folder of its own, as {@code bin/ratchet} gives it one, and with a
     * SIGINT that it hears: whoever runs tests in the background has it ignored.
     */
    public static TrainProcess start(
            Path configuration, Path log, List<String> properties, Path temporary)
            throws IOException {
        Files.createDirectories(temporary);
        List<String> all = new ArrayList<>(properties);
        all.add("-Djava.io.tmpdir=" + temporary);
        all.add("-Dratchet.temporary=" + temporary);
        return start(
                List.of("env", "--default-signal=INT"),
                List.of("train", configuration.toString()),
                Path.of(""),
                log,
                all,
                Map.of());
    }

    /** The same, with more in the environment of the process. */
    public static TrainProcess start(
            Path configuration, Path log, List<String> properties, Map<String, String> environment)
            throws IOException {
        return start(
                List.of("train", configuration.toString()),
                Path.of(""),
                log,
                properties,
                environment);
    }

    /** Starts any command of Ratchet's. */
    public static TrainProcess start(List<String> arguments, Path log, List<String> properties)
            throws IOException {
        return start(arguments, Path.of(""), log, properties, Map.of());
    }

    /** Starts any command of Ratchet's in a folder, with nothing but its arguments. */
    public static TrainProcess in(Path folder, List<String> arguments, Path log)
            throws IOException {
        return start(arguments, folder, log, List.of(), Map.of());
    }

    private static TrainProcess start(
            List<String> arguments,
            Path folder,
            Path log,
            List<String> properties,
            Map<String, String> environment)
            throws IOException {
        return start(List.of(), arguments, folder, log, properties, environment);
    }

    private static TrainProcess start(
            List<String> launcher,
            List<String> arguments,
            Path folder,
            Path log,
            List<String> properties,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (HANDED_ON.stream().anyMatch(argument::startsWith)) {
                command.add(argument);
            }
        }
        command.add("-Xmx768m");
        command.addAll(properties);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.ratchet.job.cli.Ratchet");
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toAbsolutePath().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new TrainProcess(builder.start(), log);
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends it a signal, such as INT. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    }

    /** Waits for its end; returns what it exits with. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Still running after " + LONGEST_SECONDS + " s: " + output());
        }
        return process.exitValue();
    }

    /** What it has written so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
