package io.ratchet.job.rest;

import io.ratchet.job.message.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the Flink of a {@code ratchet train} answers, as a file of its folder says: others of this
 * folder find it there, and nobody takes another folder's for theirs, whose port may be the usual
 * one.
 *
 * <p><b>Lifecycle</b>: from {@link #publish} to {@link #close()}, which removes the file. That of a
 * process which was killed is passed over.
 */
public final class TrainAddress implements AutoCloseable {
    /** Where the files are, below the working directory. */
    public static final Path FOLDER = Path.of("ratchet-data", "flink");

    /** The setting in which such a Flink tells the folder that it belongs to. */
    public static final String OWNER = "ratchet.train.folder";

    private static final Duration OTHERS_PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final URI rest;

    /** What a file says, whose name is the process. */
    private record Entry(long process, URI rest) {}

    private TrainAddress(Path file, URI rest) {
        this.file = file;
        this.rest = rest;
    }

    /** Where this process's Flink answers. */
    public URI rest() {
        return rest;
    }

    /** The folder that this process works in. */
    public static Path here() {
        return Path.of("").toAbsolutePath().normalize();
    }

    /**
     * Says where this process's Flink answers.
     *
     * @param folder of the files
     */
    public static TrainAddress publish(Path folder, URI rest) {
        Path file = folder.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(folder);
            Files.writeString(file, rest + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    Message.of(
                            """
                            Cannot write %s, where other commands find this job: %s. Give the \
                            command in a folder in which it may write.""",
                            file, e.getMessage()),
                    e);
        }
        return new TrainAddress(file, rest);
    }

    /**
     * The addresses of the processes that live.
     *
     * @param folder of the files
     */
    public static List<URI> live(Path folder) {
        return entries(folder).stream().map(Entry::rest).toList();
    }

    private static List<Entry> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The other processes that live and train a job.
     *
     * @param folder of the files
     * @param job its name
     */
    public static List<Long> others(Path folder, String job) {
        long own = ProcessHandle.current().pid();
        return entries(folder).stream()
                .filter(entry -> entry.process() != own && hasLive(entry.rest(), job))
                .map(Entry::process)
                .toList();
    }

    private static boolean hasLive(URI address, String job) {
        try {
            RestEndpoint endpoint = new RestEndpoint(List.of(address), OTHERS_PATIENCE);
            return new RunningCluster(endpoint).jobs(job).stream().anyMatch(JobSummary::isLive);
        } catch (RestException silent) {
            return false;
        }
    }

    private static Optional<Entry> read(Path file) {
        try {
            long process = Long.parseLong(String.valueOf(file.getFileName()));
            boolean lives = ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
            String text = Files.readString(file).strip();
            return lives && !text.isEmpty()
                    ? Optional.of(new Entry(process, URI.create(text)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Of a process that has ended it says nothing.
        }
    }
}
