package io.ratchet.operator.restore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that has been restored, and the mark that makes every later start pass it over.
 *
 * <p>A sink's task that finds its transactions lost writes the mark: it knows first, it can write
 * where its checkpoints are, and nobody else has to be there to hear of it. Damage is judged by
 * {@link RestoreWatch}.
 *
 * @param path its folder; null where nothing was restored
 * @param check looks at the files of the job's checkpoints
 */
public record RestoredCheckpoint(@Nullable Path path, WholenessCheck check) {
    /** A file of this name in a checkpoint's folder says why it is passed over. */
    static final String MARK = "_passed-over";

    /** A checkpoint that was not restored; nothing can be marked. */
    public static final RestoredCheckpoint NOTHING =
            new RestoredCheckpoint(null, WholenessCheck.NONE);

    /**
     * Marks it, unless it is the last whole one.
     *
     * @param proof of what is wrong with it
     * @return what has to be done now, as a sentence
     */
    public String passOver(DamageProof proof) {
        try {
            return PassedOver.mark(
                            path == null ? Map.of() : Map.of(CheckpointPath.of(path), proof), check)
                    .text();
        } catch (UncheckedIOException e) {
            return PassedOver.unmarked(path + " (" + e.getMessage() + ": " + e.getCause() + ")");
        }
    }

    /** Why a checkpoint is passed over; nothing if it is not marked. */
    public static Optional<String> mark(Path folder) throws IOException {
        Path mark = new Path(folder, MARK);
        FileSystem files = mark.getFileSystem();
        if (!files.exists(mark)) {
            return Optional.empty();
        }
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(files.open(mark), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            return Optional.of(line == null ? "it is marked without a reason" : line);
        }
    }
}
