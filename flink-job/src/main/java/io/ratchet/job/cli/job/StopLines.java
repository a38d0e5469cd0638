package io.ratchet.job.cli.job;

import io.ratchet.operator.end.StoppedRun;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the end of a job before its end has kept, for a reader. */
final class StopLines {
    private static final String GOES_ON = "The same command goes on from there.";

    private StopLines() {}

    /**
     * Says it.
     *
     * @param checkpoint the last one; empty if it was not complete in time
     * @param left what TRAIN has left behind it; empty if it has not said so in time
     * @param isCommitted whether readers see all that is kept
     * @param states what is committed of the runs
     */
    static List<String> of(
            Optional<String> checkpoint,
            Optional<List<StoppedRun>> left,
            boolean isCommitted,
            List<RunStateRecord> states) {
        List<String> lines = new ArrayList<>();
        if (checkpoint.isEmpty()) {
            lines.add(
                    """
                    No further checkpoint was complete in time. Kept is the newest one that is, \
                    with what is committed:""");
            states.forEach(state -> lines.add(committed(state)));
            if (states.isEmpty()) {
                lines.add("  nothing of this start yet");
            }
            lines.add(GOES_ON + " Steps behind it are computed again, with the same bits.");
            return lines;
        }
        lines.add("Kept: " + checkpoint.get());
        if (left.isEmpty()) {
            lines.add("  the models of the runs were not written in the time that was left");
        } else {
            left.get().forEach(run -> lines.add(kept(run)));
        }
        if (!isCommitted) {
            lines.add("  readers of the topics see its last steps when the next start has begun");
        }
        lines.add(GOES_ON);
        return lines;
    }

    private static String committed(RunStateRecord state) {
        return state.status() == RunStatus.TRAINING
                ? String.format(Locale.ROOT, "  run %s: step %,d", state.run(), state.step())
                : "  run " + state.run() + ": " + state.status().code();
    }

    private static String kept(StoppedRun run) {
        String text = String.format(Locale.ROOT, "  run %s: step %,d", run.run(), run.step());
        return run.fault().isEmpty()
                ? text + ", model " + run.file() + ", SHA-256 " + run.sha256()
                : text + ". Its model was not written to " + run.file() + ": " + run.fault();
    }
}
