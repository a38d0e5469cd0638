package io.ratchet.operator.restore;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a start of a job goes on from, as its tasks have to know it.
 *
 * @param checkpointDirectory where Flink writes the job's checkpoints
 * @param path the checkpoint or savepoint that the start was given; null for none
 * @param checkpointId its number
 * @param check looks at the files of the job's checkpoints
 * @param reported how far readers have seen each run when the start was planned
 */
public record RestorePoint(
        Path checkpointDirectory,
        @Nullable Path path,
        long checkpointId,
        WholenessCheck check,
        Map<String, ReportedRun> reported)
        implements Serializable {
    /** The number of no checkpoint. */
    public static final long NONE = -1;

    public RestorePoint {
        reported = Map.copyOf(reported);
    }

    /** One of which nobody looks at files. */
    public RestorePoint(Path checkpointDirectory, @Nullable Path path, long checkpointId) {
        this(checkpointDirectory, path, checkpointId, WholenessCheck.NONE, Map.of());
    }

    /** A start that goes on from nothing. */
    public static RestorePoint nothing(Path checkpointDirectory) {
        return new RestorePoint(checkpointDirectory, null, NONE);
    }

    /** The same, with somebody who looks at files. */
    public RestorePoint with(WholenessCheck other) {
        return new RestorePoint(checkpointDirectory, path, checkpointId, other, reported);
    }

    /** The same with how far readers have seen the runs. */
    public RestorePoint behind(Map<String, ReportedRun> runs) {
        return new RestorePoint(checkpointDirectory, path, checkpointId, check, runs);
    }

    /** The checkpoint or savepoint that the start was given, if any. */
    public Optional<Path> given() {
        return Optional.ofNullable(path);
    }

    /**
     * The checkpoint that an attempt of a task was restored from: the one that the start was given,
     * or one that the job has taken since. Flink counts on from the one it was given.
     *
     * @param job the Flink job
     * @param restoredId what Flink says of the attempt
     */
    public RestoredCheckpoint of(JobID job, OptionalLong restoredId) {
        if (restoredId.isEmpty()) {
            return RestoredCheckpoint.NOTHING;
        }
        long id = restoredId.getAsLong();
        return new RestoredCheckpoint(
                id == checkpointId
                        ? path
                        : new Path(new Path(checkpointDirectory, job.toString()), "chk-" + id),
                check);
    }
}
