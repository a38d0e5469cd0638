package io.ratchet.operator;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint that has been restored, and the mark that makes every later start pass it over.
 *
 * <p>The task that finds the damage writes the mark: it knows first, it can write where its
 * checkpoints are, and nobody else has to be there to hear of it. Several tasks may write it; all
 * say the same.
 *
 * @param path its folder, a URI; empty where nothing was restored
 */
public record RestoredCheckpoint(String path) {
    /** A file of this name in a checkpoint's folder says why it is passed over. */
    static final String MARK = "_passed-over";

    private static final Logger LOG = LoggerFactory.getLogger(RestoredCheckpoint.class);

    /** A checkpoint that was not restored; nothing can be marked. */
    public static final RestoredCheckpoint NOTHING = new RestoredCheckpoint("");

    /**
     * Marks it.
     *
     * @param reason what is wrong with it
     * @return what has to be done now, as a sentence
     */
    public String passOver(String reason) {
        if (path.isEmpty()) {
            return "Start afresh, as the next generation, with resume: never.";
        }
        try {
            Path mark = new Path(path, MARK);
            FileSystem files = mark.getFileSystem();
            // A checkpoint that has been deleted must not come back as a folder with a mark in it.
            if (!files.exists(new Path(path))) {
                throw new FileNotFoundException("the folder does not exist");
            }
            try (OutputStream out = files.create(mark, WriteMode.OVERWRITE)) {
                out.write((reason + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.warn("Could not mark {}, which cannot be gone on from: {}", path, reason, e);
            return "It is "
                    + path
                    + ", and could not be marked ("
                    + e.getMessage()
                    + "): move it away, or name an older one with resume: PATH, and start the job"
                    + " again.";
        }
        LOG.error("Marked {}, to be passed over from now on: {}", path, reason);
        return "It is "
                + path
                + ", and marked: start the job again with the same command, and it goes on from the"
                + " newest one before it.";
    }

    /** Why a checkpoint is passed over; nothing if it is not marked. */
    public static Optional<String> mark(String folder) throws IOException {
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
