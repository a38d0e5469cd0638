package io.ratchet.job.discovery;

import io.ratchet.operator.restore.CheckpointPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Which folders of earlier submissions a job no longer needs.
 *
 * <p>Of all submissions together the newest whole checkpoints are kept, and the one that the job
 * goes on from. A submission's folder goes as a whole, because its checkpoints share files, and
 * only if every checkpoint in it is older than those, and none that is kept has a file in it. One
 * in which no checkpoint was completed goes if nothing was written in it since the oldest of those
 * that are kept: a submission that lives, and still has to complete its first one, was started
 * behind them. Only for these does a clock count; where it was wrong, one stays that nobody needs,
 * or one goes that its submission makes again. Savepoints are never looked at: they are their
 * owner's.
 *
 * @param kept the checkpoints that are kept for their age
 * @param submissions the folders that are to be deleted
 */
record CleaningPlan(List<Path> kept, List<Path> submissions) {
    private static final Pattern SUBMISSION = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-[0-9]{1,18}");

    CleaningPlan {
        kept = List.copyOf(kept);
        submissions = List.copyOf(submissions);
    }

    /**
     * Plans.
     *
     * @param newestFirst every complete checkpoint of the job's generation
     * @param unfinished the submissions without one, and when each was last written to
     * @param retained how many whole ones are kept, at least one
     * @param restorePath the one that the job goes on from, if any
     * @param inspector looks at a checkpoint
     */
    static CleaningPlan of(
            List<Candidate> newestFirst,
            Map<Path, Long> unfinished,
            int retained,
            Optional<Path> restorePath,
            Function<Path, Inspection> inspector) {
        List<Inspection> needed = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        Map<Path, Boolean> disposable = new LinkedHashMap<>();
        long oldestMillis = Long.MAX_VALUE;
        for (Candidate checkpoint : newestFirst) {
            boolean old = kept.size() >= retained;
            submission(checkpoint.path())
                    .ifPresent(folder -> disposable.merge(folder, old, Boolean::logicalAnd));
            if (!old) {
                Inspection inspection = inspector.apply(checkpoint.path());
                if (inspection.isWhole()) {
                    needed.add(inspection);
                    kept.add(checkpoint.path());
                    oldestMillis = checkpoint.modifiedMillis();
                }
            }
        }
        if (kept.size() < retained) {
            return new CleaningPlan(kept, List.of());
        }
        for (Map.Entry<Path, Long> folder : unfinished.entrySet()) {
            disposable.put(folder.getKey(), folder.getValue() < oldestMillis);
        }
        restorePath.ifPresent(path -> needed.add(inspector.apply(path)));
        List<Path> submissions = new ArrayList<>();
        disposable.forEach(
                (folder, old) -> {
                    if (old && needed.stream().noneMatch(one -> uses(one, folder))) {
                        submissions.add(folder);
                    }
                });
        return new CleaningPlan(kept, submissions);
    }

    private static Optional<Path> submission(Path checkpoint) {
        return Optional.ofNullable(checkpoint.getParent())
                .filter(
                        folder ->
                                SUBMISSION.matcher(folder.getName()).matches()
                                        && CHECKPOINT.matcher(checkpoint.getName()).matches());
    }

    private static boolean uses(Inspection inspection, Path submission) {
        CheckpointPath folder = CheckpointPath.of(submission);
        return CheckpointPath.of(inspection.path()).isIn(folder)
                || inspection.files().stream()
                        .anyMatch(file -> CheckpointPath.of(file).isIn(folder));
    }
}
