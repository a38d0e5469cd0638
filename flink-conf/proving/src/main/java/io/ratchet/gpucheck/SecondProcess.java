package io.ratchet.gpucheck;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * This command once more, in a process of its own with the same Java, flags and class path.
 *
 * @param folder what both processes look into
 * @param arguments its arguments
 */
record SecondProcess(Path folder, List<String> arguments) implements SamenessCheck.OtherProcess {
    private static final long LONGEST_MINUTES = 10;

    SecondProcess {
        arguments = List.copyOf(arguments);
    }

    @Override
    public void run() throws IOException, InterruptedException {
        Path said = folder.resolve("second-process.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("-D") || flag.startsWith("-X") || flag.startsWith("--add-")) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(GpuCheckCommand.class.getName());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(
                        "The second process did not end well within "
                                + LONGEST_MINUTES
                                + " minutes: "
                                + Files.readString(said));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
