package io.ratchet.drill.measure;

import io.ratchet.bench.measure.Series;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fault has come to over all its repeats.
 *
 * @param fault its name
 * @param story what happens in it
 * @param goal what was to be reached
 * @param setting how it was measured; one fact each
 * @param recoveries one for each repeat, at least one
 * @param verdict on the run under which it was repeated
 */
public record DrillResult(
        String fault,
        String story,
        Optional<Goal> goal,
        List<String> setting,
        List<Recovery> recoveries,
        Verdict verdict) {
    public DrillResult {
        setting = List.copyOf(setting);
        recoveries = List.copyOf(recoveries);
    }

    /** Seconds until the first new step. */
    public Series firstSteps() {
        return new Series(recoveries.stream().map(Recovery::firstStep).toList());
    }

    /** Whether the goal was reached; null where there is none. */
    public @Nullable Boolean met() {
        return goal.map(wanted -> firstSteps().percentile(wanted.share()) <= wanted.seconds())
                .orElse(null);
    }
}
