package io.ratchet.bench.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Settings of the job that bear on its checkpoints.
 *
 * @param name in tables
 * @param text sections of the configuration
 */
record Setting(String name, String text) {
    /** What the product does. */
    static final Setting DEFAULTS = new Setting("defaults", "");

    /** Keys and values of Flink's configuration. */
    static Setting flink(String name, String... entries) {
        return new Setting(
                name,
                Arrays.stream(entries)
                        .map(entry -> "  " + entry + "\n")
                        .collect(Collectors.joining("", "flink:\n", "")));
    }

    /** The same with chunks of another size. */
    static Setting chunk(String size) {
        return new Setting("chunks of " + size, "train: {chunk: " + size + "}\n");
    }
}
