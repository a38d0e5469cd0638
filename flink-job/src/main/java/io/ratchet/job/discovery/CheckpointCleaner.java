package io.ratchet.job.discovery;

import io.ratchet.operator.restore.CheckpointPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what earlier submissions of a job have left and no start will need. What cannot be
 * deleted, or does not look like a submission's folder, stays: a start never fails for it.
 */
public final class CheckpointCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointCleaner.class);

    private CheckpointCleaner() {}

    /**
     * Cleans up.
     *
     * @param directory the checkpoints of the job's generation
     * @param retained how many whole ones are kept
     * @param restorePath the one that the job goes on from, if any
     */
    public static void clean(Path directory, int retained, Optional<Path> restorePath) {
        CheckpointInspector inspector = new CheckpointInspector();
        try {
            List<Candidate> checkpoints = CheckpointFolders.find(List.of(directory));
            CleaningPlan plan =
                    CleaningPlan.of(
                            checkpoints,
                            CheckpointFolders.unfinished(directory, checkpoints),
                            retained,
                            restorePath,
                            inspector::inspect);
            for (Path submission : plan.submissions()) {
                delete(submission);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Could not clean up {}: {}", directory, e.getMessage(), e);
        }
    }

    /**
     * Deletes last states that newer ones have superseded. Each holds its own files, and the job
     * has made it itself; savepoints that somebody has asked for are their owner's.
     *
     * @param directory the last states of the job's generation
     * @param retained how many whole ones are kept
     * @param restorePath the one that the job goes on from, if any
     */
    public static void cleanLastStates(Path directory, int retained, Optional<Path> restorePath) {
        CheckpointInspector inspector = new CheckpointInspector();
        int whole = 0;
        try {
            Optional<CheckpointPath> needed = restorePath.map(CheckpointPath::of);
            for (Candidate state : CheckpointFolders.find(List.of(directory))) {
                if (whole >= retained
                        && !needed.equals(Optional.of(CheckpointPath.of(state.path())))) {
                    if (state.path().getFileSystem().delete(state.path(), true)) {
                        LOG.info("Deleted {}: there are newer last states", state.path());
                    }
                } else if (inspector.inspect(state.path()).isWhole()) {
                    whole++;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Could not clean up {}: {}", directory, e.getMessage(), e);
        }
    }

    private static void delete(Path submission) throws IOException {
        FileSystem files = submission.getFileSystem();
        for (FileStatus child : files.listStatus(submission)) {
            String name = child.getPath().getName();
            if (!child.isDir() || !name.matches("chk-[0-9]+|shared|taskowned")) {
                LOG.warn("Leaves {} as it is: {} is nothing that Flink writes", submission, name);
                return;
            }
        }
        if (files.delete(submission, true)) {
            LOG.info("Deleted {}: there are newer whole checkpoints", submission);
        }
    }
}
