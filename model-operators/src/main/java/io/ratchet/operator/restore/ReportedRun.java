package io.ratchet.operator.restore;

import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far readers have seen a run when its start was planned. Steps up to there are computed again
 * where a run goes on from an older checkpoint, and are not reported again: so they have to be
 * computed as they were. Otherwise other batches may be refused, and what is reported next would
 * not follow what readers have.
 *
 * @param status what readers have seen last
 * @param step the last committed one
 * @param history how the run had come there
 * @param ends how often the run had ended and was gone on with
 * @param goesOn whether it has ended, and this start gives it a later end
 */
public record ReportedRun(RunStatus status, long step, RunHistory history, int ends, boolean goesOn)
        implements Serializable {
    /** What decides where a run ends, and no step before. */
    private static final Set<String> ENDS = Set.of("until", "refusal-limit", "refused-share");

    /** What decides nothing of a step. */
    private static final String TOPIC_NOW = "input.topic-now";

    /** One that has never ended. */
    public ReportedRun(RunStatus status, long step, RunHistory history) {
        this(status, step, history, 0, false);
    }

    /**
     * What steps that are reported would be computed with, and were not.
     *
     * @param from the step that the run goes on from
     * @param now how the run has come there, with what is another now
     * @return empty where nothing reported is computed again, or all of it to the same bits
     */
    public List<String> differences(long from, RunHistory now) {
        if (from >= step) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        for (Resumption entry : history.entries()) {
            if (isAmong(entry, from)) {
                decisive(entry)
                        .forEach(
                                change ->
                                        differences.add(
                                                change.text() + ", since step " + entry.step()));
            }
        }
        Map<String, Change> then = at(from, history);
        Map<String, Change> again = at(from, now);
        again.forEach(
                (name, change) -> {
                    Change reported = then.remove(name);
                    if (reported == null) {
                        differences.add(change.text());
                    } else if (!reported.now().equals(change.now())) {
                        differences.add(new Change(name, reported.now(), change.now()).text());
                    }
                });
        // Taken over then, and not now: it was changed back.
        then.forEach(
                (name, change) ->
                        differences.add(new Change(name, change.now(), change.before()).text()));
        return differences;
    }

    /**
     * The last step behind the one that the run goes on from at which something else was taken over
     * that decides bits; 0 where there is none. Steps on both sides of it are computed again by no
     * configuration.
     */
    public long changedBehind(long from) {
        return history.entries().stream()
                .filter(entry -> isAmong(entry, from) && !decisive(entry).isEmpty())
                .mapToLong(Resumption::step)
                .max()
                .orElse(0);
    }

    /**
     * Whether steps on both sides of an entry are reported and lie behind the one that the run goes
     * on from. What was taken over at the very last of a run that trains has computed none of them.
     */
    private boolean isAmong(Resumption entry, long from) {
        return entry.step() > from && (status != RunStatus.TRAINING || entry.step() < step);
    }

    /** What was taken over at a step, all in all. */
    private Map<String, Change> at(long step, RunHistory history) {
        Map<String, Change> changes = new TreeMap<>();
        for (Resumption entry : history.entries()) {
            if (entry.step() == step) {
                for (Change change : decisive(entry)) {
                    changes.merge(
                            change.name(),
                            change,
                            (first, next) -> new Change(first.name(), first.before(), next.now()));
                }
            }
        }
        changes.values().removeIf(change -> change.before().equals(change.now()));
        return changes;
    }

    /** An end that is reported is not reported again: it has to come where it came. */
    private List<Change> decisive(Resumption entry) {
        return entry.changes().stream()
                .filter(change -> !change.name().equals(TOPIC_NOW))
                .filter(change -> status != RunStatus.TRAINING || !ENDS.contains(change.name()))
                .filter(change -> !change.name().startsWith(EngineSettings.PREFIX))
                .toList();
    }
}
