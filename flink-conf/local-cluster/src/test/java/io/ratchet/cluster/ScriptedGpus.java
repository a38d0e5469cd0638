package io.ratchet.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * A driver for GPUs as Flink's own is: a plugin that asks a script for their indices. The jar of
 * Flink's is fetched with {@code -Pgpu} only.
 */
public final class ScriptedGpus implements ExternalResourceDriverFactory {
    private static final ConfigOption<String> PATH =
            ConfigOptions.key("discovery-script.path").stringType().defaultValue("");
    private static final String PLACE = "target/test-classes";
    private static final List<Class<?>> CLASSES = List.of(ScriptedGpus.class, Gpu.class);

    /** A GPU, told as Flink's driver tells it. */
    private record Gpu(String index) implements ExternalResourceInfo {
        private static final String INDEX = "index";

        @Override
        public Optional<String> getProperty(String key) {
            return key.equals(INDEX) ? Optional.of(index) : Optional.empty();
        }

        @Override
        public Collection<String> getKeys() {
            return List.of(INDEX);
        }
    }

    @Override
    public ExternalResourceDriver createExternalResourceDriver(Configuration configuration) {
        String script = configuration.get(PATH);
        return amount -> gpus(script, amount);
    }

    private static Set<Gpu> gpus(String script, long amount)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(script, Long.toString(amount)).start();
        String indices =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("'" + script + "' has failed with " + process.exitValue());
        }
        return Stream.of(indices.strip().split(",")).map(Gpu::new).collect(Collectors.toSet());
    }

    /** Writes it as a plugin into a folder. */
    static void writePlugin(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path jar = folder.resolve("scripted-gpus.jar");
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path classes = inside.getPath(ScriptedGpus.class.getPackageName().replace('.', '/'));
            Files.createDirectories(classes);
            for (Class<?> each : CLASSES) {
                String name = each.getName().substring(each.getPackageName().length() + 1);
                Files.copy(
                        Path.of(PLACE, classes.toString(), name + ".class"),
                        classes.resolve(name + ".class"));
            }
            Path services = Files.createDirectories(inside.getPath("META-INF/services"));
            Files.writeString(
                    services.resolve(ExternalResourceDriverFactory.class.getName()),
                    ScriptedGpus.class.getName());
        }
    }
}
