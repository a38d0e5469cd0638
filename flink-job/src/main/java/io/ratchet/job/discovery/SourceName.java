package io.ratchet.job.discovery;

import io.ratchet.job.contract.PlannedRun;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import java.util.Optional;

/**
 * The name of a source. A restore finds the state of a source by it, so that it never changes.
 *
 * @param topic what it reads
 * @param run the only run that reads it, where partitions wait for each other; empty where runs
 *     share it
 * @param ends how often all runs of the job had ended and were gone on with: behind an end sources
 *     have another name, so that they begin where their runs stand, and not where the source stood,
 *     which had read on
 */
public record SourceName(String topic, String run, int ends) {
    private static final String UID = "source-";
    private static final String OF_RUN = "/";
    private static final String BEHIND_END = "//";

    /** The source of a run. */
    public static SourceName of(PlannedRun run, int ends) {
        return new SourceName(run.topic(), isPaced(run) ? run.configuration().id() : "", ends);
    }

    /**
     * Whether a run has a source of its own. That never changes: its order and its partitions are
     * fixed at its first start.
     */
    public static boolean isPaced(PlannedRun run) {
        return run.configuration().input().order() == RecordOrder.TURNS
                && run.spans().stream().filter(span -> isRead(span) && !span.watched()).count() > 1;
    }

    private static boolean isRead(PartitionSpan span) {
        return span.begin() < span.end();
    }

    /** What an operator's uid says; nothing where it is no source. */
    public static Optional<SourceName> ofUid(String uid) {
        if (!uid.startsWith(UID)) {
            return Optional.empty();
        }
        String name = uid.substring(UID.length());
        int behind = name.indexOf(BEHIND_END);
        String place = behind < 0 ? name : name.substring(0, behind);
        int ends = behind < 0 ? 0 : Integer.parseInt(name.substring(behind + BEHIND_END.length()));
        int slash = place.indexOf(OF_RUN);
        return Optional.of(
                slash < 0
                        ? new SourceName(place, "", ends)
                        : new SourceName(
                                place.substring(0, slash), place.substring(slash + 1), ends));
    }

    /** The source's uid. */
    public String uid() {
        return UID + text();
    }

    /** What it reads, and who; neither topics nor runs have a slash. */
    public String place() {
        return run.isEmpty() ? topic : topic + OF_RUN + run;
    }

    /**
     * The same, with how often the job had ended: it stands in the uids of all that belongs to it.
     */
    public String text() {
        return ends == 0 ? place() : place() + BEHIND_END + ends;
    }
}
