package io.ratchet.job.rest;

import io.ratchet.job.message.Message;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the cluster is that {@code ratchet cluster start} has left running.
 *
 * @param rest where the web UIs of its job managers are; none if its file does not say so
 * @param bootstrap host and port of its broker, if its file says so
 */
public record ClusterAddress(List<URI> rest, Optional<String> bootstrap) {
    /** The file that a local cluster writes, below the working directory. */
    public static final Path FILE = Path.of("ratchet-data", "cluster", "cluster.properties");

    /** Where a Flink on this machine is unless it was told otherwise. */
    public static final URI USUAL_REST = URI.create("http://localhost:8081");

    public ClusterAddress {
        rest = List.copyOf(rest);
    }

    /** Reads a file; a file that does not exist says nothing. */
    public static ClusterAddress read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        Message.of(
                                """
                                Cannot read %s, where a local cluster says its addresses: %s. Give \
                                them with --rest and --bootstrap.""",
                                file, e.getMessage()),
                        e);
            }
        }
        return new ClusterAddress(
                Arrays.stream(properties.getProperty("rest", "").split(",", -1))
                        .filter(address -> !address.isBlank())
                        .map(URI::create)
                        .toList(),
                Optional.ofNullable(properties.getProperty("bootstrap")));
    }
}
