package io.ratchet.job.cli.job;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.training.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a start in this process needs of this machine, looked at before a broker and a Flink are
 * started: Flink would find it out later, and try again for long.
 */
final class StartChecks {
    private StartChecks() {}

    /**
     * Checks classes of models and the folder of checkpoints.
     *
     * @throws IllegalArgumentException with the first that is missing
     */
    static void check(JobConfiguration configuration) {
        for (RunConfiguration run : configuration.runs()) {
            if (run.model() instanceof ModelSpec.Custom custom) {
                find(run.id(), custom.className());
            }
        }
        org.apache.flink.core.fs.Path folder = configuration.checkpoint().directory();
        if ("file".equals(folder.toUri().getScheme())) {
            make(Path.of(folder.getPath()));
        }
    }

    private static void find(String run, String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            The model of run '%s', class %s, is not found (%s). Check its name, \
                            and set RATCHET_CLASSPATH to the jars and folders that it is in.""",
                            run, name, missing),
                    missing);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return;
            }
        } catch (IOException e) {
            throw unwritable(folder, e.toString(), e);
        }
        throw unwritable(folder, "it cannot be written", null);
    }

    private static IllegalArgumentException unwritable(
            Path folder, String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                Message.of(
                        """
                        Checkpoints cannot be kept in %s: %s. Nothing would be gone on from. Give \
                        the command in a folder in which you may write, or name another folder \
                        (checkpoint.directory).""",
                        folder, reason),
                cause);
    }
}
