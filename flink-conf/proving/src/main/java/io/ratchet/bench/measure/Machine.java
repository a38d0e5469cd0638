package io.ratchet.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured on. */
public final class Machine {
    private Machine() {}

    /** Facts by name, in the order in which they are shown. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", line(Path.of("/proc/cpuinfo"), "model name", "unknown"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", line(Path.of("/proc/meminfo"), "MemTotal", "unknown"));
        facts.put(
                "load at the start",
                Text.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.put(
                "Java",
                System.getProperty("java.vm.name", "")
                        + " "
                        + System.getProperty("java.runtime.version", ""));
        facts.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB");
        facts.put(
                "engine threads",
                System.getProperty("ai.djl.pytorch.num_threads", "engine's default"));
        facts.put(
                "Flink",
                version("org.apache.flink.streaming.api.environment.StreamExecutionEnvironment"));
        facts.put("Kafka", version("org.apache.kafka.clients.consumer.KafkaConsumer"));
        facts.put("DJL", version("ai.djl.engine.Engine"));
        return facts;
    }

    private static String version(String className) {
        try {
            Path jar =
                    Path.of(
                            Class.forName(className)
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path file = jar.getFileName();
            return file == null ? jar.toString() : file.toString().replaceAll("\\.jar$", "");
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            return "not on the class path";
        }
    }

    private static String line(Path file, String key, String otherwise) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(key)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
            return otherwise;
        } catch (IOException e) {
            return otherwise; // not a Linux
        }
    }
}
