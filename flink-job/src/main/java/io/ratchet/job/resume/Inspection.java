package io.ratchet.job.resume;

import java.util.Optional;
import java.util.Set;

/**
 * What a look at a checkpoint has shown.
 *
 * @param path its folder, a URI
 * @param checkpointId its number; of no meaning where there is a fault
 * @param files every file that it is made of, beside its metadata, as URIs
 * @param fault what is wrong with it; nothing if it is whole
 */
record Inspection(String path, long checkpointId, Set<String> files, Optional<String> fault) {
    Inspection {
        files = Set.copyOf(files);
    }

    static Inspection whole(String path, long checkpointId, Set<String> files) {
        return new Inspection(path, checkpointId, files, Optional.empty());
    }

    static Inspection faulty(String path, String fault) {
        return new Inspection(path, -1, Set.of(), Optional.of(fault));
    }

    boolean isWhole() {
        return fault.isEmpty();
    }
}
