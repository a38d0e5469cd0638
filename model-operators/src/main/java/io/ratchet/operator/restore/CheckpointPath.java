package io.ratchet.operator.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A folder or file of checkpoints, equal to every other spelling of the same one. A configuration
 * may leave the authority to the file system ({@code hdfs:///data}), name a scheme of which the
 * storage knows a newer one ({@code s3}, {@code s3a}), or go through a link; what a storage lists
 * is spelled in its own way. Taken for two, one checkpoint would be the other whole one behind
 * itself, and be marked as the last.
 */
public final class CheckpointPath {
    private final Path path;
    private final Path canonical;

    private CheckpointPath(Path path, Path canonical) {
        this.path = path;
        this.canonical = canonical;
    }

    /**
     * A folder, however it is spelled.
     *
     * @throws UncheckedIOException if its storage cannot be asked, so that nothing can be told
     */
    public static CheckpointPath of(Path path) {
        try {
            return new CheckpointPath(path, canonical(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell which folder " + path + " is", e);
        }
    }

    /** The one spelling by which files and folders of a storage can be compared. */
    private static Path canonical(Path path) throws IOException {
        FileSystem files = path.getFileSystem();
        URI storage = files.getUri();
        URI qualified = path.makeQualified(files).toUri();
        if ("file".equals(storage.getScheme())) {
            return new Path("file", null, real(java.nio.file.Path.of(qualified.getPath())));
        }
        return new Path(
                storage.getScheme(),
                storage.getAuthority() == null ? qualified.getAuthority() : storage.getAuthority(),
                qualified.getPath());
    }

    /** Without links, as far as the path exists. */
    private static String real(java.nio.file.Path path) {
        for (java.nio.file.Path at = path; at != null; at = at.getParent()) {
            try {
                return at.toRealPath().resolve(at.relativize(path)).toString();
            } catch (IOException notThere) {
                // What is not there, or out of reach, has no links that one could follow.
            }
        }
        return path.toString();
    }

    /** As it was given. */
    public Path path() {
        return path;
    }

    /** Whether it, or a file of that path, lies somewhere in a folder. */
    public boolean isIn(CheckpointPath folder) {
        for (Path at = canonical.getParent(); at != null; at = at.getParent()) {
            if (at.equals(folder.canonical)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointPath folder && canonical.equals(folder.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
