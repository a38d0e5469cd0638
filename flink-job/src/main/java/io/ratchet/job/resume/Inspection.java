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
 * @param provenance who wrote it, and how; nothing where there is a fault
 */
record Inspection(
        Path path,
        long checkpointId,
        EndedRuns ended,
        Set<Path> files,
        Optional<String> fault,
        Optional<Provenance> provenance) {
    Inspection {
        files = Set.copyOf(files);
    }

    static Inspection whole(Path path, long checkpointId, Set<Path> files, EndedRuns ended) {
        return new Inspection(
                path, checkpointId, ended, files, Optional.empty(), Optional.empty());
    }

    /** The same, written by somebody. */
    Inspection by(Provenance other) {
        return new Inspection(path, checkpointId, ended, files, fault, Optional.of(other));
    }

    static Inspection faulty(Path path, String fault) {
        return new Inspection(
                path, -1, EndedRuns.NONE, Set.of(), Optional.of(fault), Optional.empty());
    }

    /** Whether runs had ended in it, at least one; their sources need not go on where they were. */
    boolean holdsEndsOf(Set<String> runs) {
        return !runs.isEmpty() && ended.positions().keySet().containsAll(runs);
    }

    boolean isWhole() {
        return fault.isEmpty();
    }
}
