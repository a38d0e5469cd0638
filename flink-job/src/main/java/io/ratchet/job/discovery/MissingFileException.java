package io.ratchet.job.discovery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A file of a checkpoint is not found. That alone does not say that it is lost: where a file system
 * is not mounted, or a folder cannot be read, nothing is found either.
 */
final class MissingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What lies in it, nobody but Flink makes; what lies above may be a place of mounting. */
    private static final Pattern GENERATION = Pattern.compile("generation-[0-9]+");

    private final Path file;

    MissingFileException(Path file, FileNotFoundException cause) {
        super("file " + file + " is missing", cause);
        this.file = file;
    }

    /**
     * Whether the file is gone: it does not stand in a folder that is there, or that folder is gone
     * itself, from within the job's generation.
     *
     * @param checkpoint the checkpoint's folder
     * @throws IOException if that cannot be told
     */
    boolean isGone(Path checkpoint) throws IOException {
        FileSystem files = file.getFileSystem();
        Path outermost = generation(checkpoint).orElse(checkpoint).makeQualified(files);
        Path entry = file.makeQualified(files);
        while (true) {
            Path folder = entry.getParent();
            if (folder == null) {
                return false;
            }
            Optional<FileStatus[]> entries = entries(files, folder);
            if (entries.isPresent()) {
                String name = entry.getName();
                return Arrays.stream(entries.get())
                        .noneMatch(status -> status.getPath().getName().equals(name));
            }
            if (!isWithin(folder, outermost)) {
                return false;
            }
            entry = folder;
        }
    }

    /** The folder of the generation that a checkpoint lies in. */
    private static Optional<Path> generation(Path checkpoint) {
        for (Path at = checkpoint.getParent(); at != null; at = at.getParent()) {
            if (GENERATION.matcher(at.getName()).matches()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isWithin(Path folder, Path outermost) {
        for (Path at = folder.getParent(); at != null; at = at.getParent()) {
            if (at.equals(outermost)) {
                return true;
            }
        }
        return false;
    }

    /** What lies in a folder; nothing if it is not there, or not a folder. */
    private static Optional<FileStatus[]> entries(FileSystem files, Path folder)
            throws IOException {
        try {
            return files.getFileStatus(folder).isDir()
                    ? Optional.ofNullable(files.listStatus(folder))
                    : Optional.empty();
        } catch (FileNotFoundException notThere) {
            return Optional.empty();
        }
    }
}
