package io.ratchet.operator;

import java.io.Serializable;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;

/**
 * What a start of a job goes on from, as its tasks have to know it.
 *
 * @param checkpointDirectory where Flink writes the job's checkpoints, a URI
 * @param path the checkpoint or savepoint that the start was given, a URI; empty for none
 * @param checkpointId its number
 */
public record RestorePoint(String checkpointDirectory, String path, long checkpointId)
        implements Serializable {
    /** The number of no checkpoint. */
    public static final long NONE = -1;

    /** A start that goes on from nothing. */
    public static RestorePoint nothing(String checkpointDirectory) {
        return new RestorePoint(checkpointDirectory, "", NONE);
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
            return new RestoredCheckpoint("");
        }
        long id = restoredId.getAsLong();
        return new RestoredCheckpoint(
                id == checkpointId ? path : checkpointDirectory + "/" + job + "/chk-" + id);
    }
}
