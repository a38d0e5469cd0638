package io.ratchet.job.discovery;

import io.ratchet.operator.end.EndedRuns;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * What a look at a checkpoint has shown.
 *
 * @param path its folder
 * @param checkpointId its number; of no meaning where there is a fault
 * @param ended which runs had ended, and where they stand
 * @param sources whose positions it holds
 * @param holdsBlocks whether it holds blocks that were on their way to TRAIN
 * @param files every file that it is made of, beside its metadata
 * @param fault what is wrong with it; nothing if it is whole
 * @param provenance who wrote it, and how; nothing where there is a fault
 */
public record Inspection(
        Path path,
        long checkpointId,
        EndedRuns ended,
        Set<SourceName> sources,
        boolean holdsBlocks,
        Set<Path> files,
        Optional<String> fault,
        Optional<Provenance> provenance) {
    public Inspection {
        sources = Set.copyOf(sources);
        files = Set.copyOf(files);
    }

    public static Inspection whole(Path path, long checkpointId, Set<Path> files, EndedRuns ended) {
        return new Inspection(
                path,
                checkpointId,
                ended,
                Set.of(),
                false,
                files,
                Optional.empty(),
                Optional.empty());
    }

    static Inspection faulty(Path path, String fault) {
        return new Inspection(
                path,
                -1,
                EndedRuns.NONE,
                Set.of(),
                false,
                Set.of(),
                Optional.of(fault),
                Optional.empty());
    }

    /** The same, with positions of sources, and with what was on its way from them or not. */
    public Inspection reading(Set<SourceName> others, boolean holdsTheirBlocks) {
        return new Inspection(
                path, checkpointId, ended, others, holdsTheirBlocks, files, fault, provenance);
    }

    /** The same, written by somebody. */
    public Inspection by(Provenance other) {
        return new Inspection(
                path, checkpointId, ended, sources, holdsBlocks, files, fault, Optional.of(other));
    }

    /** How often all runs of its job had ended and were gone on with, where its sources tell it. */
    public OptionalInt ends() {
        return sources.stream().mapToInt(SourceName::ends).max();
    }

    /** Whether runs had ended in it, at least one; their sources need not go on where they were. */
    public boolean holdsEndsOf(Set<String> runs) {
        return !runs.isEmpty() && ended.positions().keySet().containsAll(runs);
    }

    public boolean isWhole() {
        return fault.isEmpty();
    }
}
