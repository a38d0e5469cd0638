package io.ratchet.job.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names and purposes of the commands that are built, and put on the class path, when one of them is
 * called: {@code bin/ratchet} does that. The command line shows them where they are not there.
 */
final class SubmoduleCommands {
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("cluster", "a Flink and a Kafka of processes on this machine");
        ALL.put("flink", "Flink's own command line against that cluster");
        ALL.put("bench", "measures what safety costs, and compares");
        ALL.put("drill", "kills processes of a cluster, and compares the models");
        ALL.put("gpu-check", "compares a GPU with the CPU");
    }

    private SubmoduleCommands() {}

    /** Their names. */
    static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * What the help of all commands ends with.
     *
     * @param there the commands on the class path
     */
    static List<String> footer(Set<String> there) {
        List<String> missing =
                ALL.entrySet().stream()
                        .filter(command -> !there.contains(command.getKey()))
                        .map(
                                command ->
                                        "  %-10s  %s"
                                                .formatted(command.getKey(), command.getValue()))
                        .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Commands that are built when one is called for the first time:");
        lines.addAll(missing);
        return List.copyOf(lines);
    }
}
