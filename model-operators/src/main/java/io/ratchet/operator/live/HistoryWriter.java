package io.ratchet.operator.live;

import io.ratchet.training.run.Change;
import io.ratchet.training.run.RunHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Writes down that a run has begun or is gone on with: once in the life of a task, however often
 * its instance is evicted and loaded. Of a run with one instance for each key none is kept.
 *
 * <p><b>Threading</b>: the task thread.
 */
final class HistoryWriter {
    private final TrainState state;
    private final String parent;
    private final LongSupplier clockMillis;
    private final Set<String> written = new HashSet<>();

    HistoryWriter(TrainState state, String parent, LongSupplier clockMillis) {
        this.state = state;
        this.parent = parent;
        this.clockMillis = clockMillis;
    }

    /** The history of an instance that has just been made. */
    RunHistory begun(LiveInstance live) throws Exception {
        return live.isOnly()
                ? write(live, RunHistory.begun(clockMillis.getAsLong()))
                : RunHistory.NONE;
    }

    /**
     * The history of an instance that has just been loaded.
     *
     * @param changes what is another than it was stored with
     */
    RunHistory resumed(LiveInstance live, List<Change> changes) throws Exception {
        if (!live.isOnly()) {
            return RunHistory.NONE;
        }
        RunHistory before = state.history(live.key());
        if (written.contains(live.key())) {
            return before;
        }
        return write(
                live,
                before.with(
                        live.instance().progress().step(),
                        clockMillis.getAsLong(),
                        parent,
                        changes));
    }

    private RunHistory write(LiveInstance live, RunHistory history) throws Exception {
        written.add(live.key());
        state.write(live.key(), history);
        return history;
    }
}
