package io.ratchet.job.configuration;

import java.nio.file.Path;

/**
 * Folders as the file gives them, made absolute, so that a task in another working directory means
 * the same place. A folder of this machine is a {@link java.nio.file.Path}; one of a storage is
 * Flink's {@link org.apache.flink.core.fs.Path}, whose text, unlike that of a {@link java.net.URI},
 * escapes nothing.
 */
final class Places {
    private Places() {}

    /** A folder of this machine, whatever the working directory. */
    static Path local(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }

    /** A folder of a storage: a path of this machine, or one that begins with a scheme. */
    static org.apache.flink.core.fs.Path storage(String folder) {
        return new org.apache.flink.core.fs.Path(
                folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? folder : "file:" + local(folder));
    }
}
