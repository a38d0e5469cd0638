package io.ratchet.job.configuration;

import java.nio.file.Path;

/** Folders as URIs, so that a task on another working directory means the same place. */
final class Places {
    private Places() {}

    /** A folder of this machine, whatever the working directory. */
    static String path(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }

    /** The URI of a child of a folder, or of the folder itself where the child is empty. */
    static String uri(String folder, String child) {
        String base =
                folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                        ? folder
                        : "file://" + Path.of(folder).toAbsolutePath().normalize();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return child.isEmpty() ? bare : bare + "/" + child;
    }
}
