package io.ratchet.job.resume;

import io.ratchet.operator.EndedRuns;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * What a look at a checkpoint has shown.
 *
 * @param path its folder
 * @param checkpointId its number; of no meaning where there is a fault
 * @param ended which runs had ended, and where they stand
 * @param files every file that it is made of, beside its metadata
 * @param fault what is wrong with it; nothing if it is whole
 */
record Inspection(
        Path path, long checkpointId, EndedRuns ended, Set<Path> files, Optional<String> fault) {
    Inspection {
        files = Set.copyOf(files);
    }

    static Inspection whole(Path path, long checkpointId, Set<Path> files, EndedRuns ended) {
        return new Inspection(path, checkpointId, ended, files, Optional.empty());
    }

    static Inspection faulty(Path path, String fault) {
        return new Inspection(path, -1, EndedRuns.NONE, Set.of(), Optional.of(fault));
    }

    /** Whether runs had ended in it, at least one; their sources need not go on where they were. */
    boolean holdsEndsOf(Set<String> runs) {
        return !runs.isEmpty() && ended.positions().keySet().containsAll(runs);
    }

    boolean isWhole() {
        return fault.isEmpty();
    }
}
