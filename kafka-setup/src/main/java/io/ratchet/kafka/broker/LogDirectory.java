package io.ratchet.kafka.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** The directory in which a node keeps its log. */
final class LogDirectory {
    private LogDirectory() {}

    /**
     * Gives a new directory its cluster id and first metadata; leaves a formatted one alone. A
     * format that was cut off is done again: {@code meta.properties} is the last file it writes.
     */
    static void format(Path directory, int nodeId, String clusterId) throws Exception {
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Files.createDirectories(directory);
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerSockets.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }
}
