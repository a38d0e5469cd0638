package io.ratchet.operator.failure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The one table that says what becomes of a job that has failed. The first row that fits any link
 * of the chain of causes decides, so what is wrong for good stands before what it may look like.
 *
 * @param rows the rows, in this order
 */
public record FailureTable(List<FailureCase> rows) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What says itself that it ends the job. */
    public static final FailureCase ENDING =
            FailureCase.end(
                    "refused",
                    "",
                    FailureSign.type(EndingException.class, SuppressRestartsException.class));

    /** What the job manager restarts a job for when its checkpoints fail. */
    public static final FailureCase CHECKPOINTS =
            FailureCase.restart(
                    "checkpoints",
                    Toll.TIME,
                    "The folder of checkpoints or a broker did not take them: the job manager's log"
                            + " says which. When that is mended, start the job again: it goes on"
                            + " from its newest checkpoint.",
                    FailureSign.type(FlinkRuntimeException.class)
                            .saying("Exceeded checkpoint tolerable failure threshold"));

    /** What no other row fits. */
    public static final FailureCase UNKNOWN =
            FailureCase.restart(
                    "unknown",
                    Toll.RESTARTS,
                    "The log of the task has the whole failure. When its cause is mended, start the"
                            + " job again: it goes on from its newest checkpoint.",
                    FailureSign.type(Throwable.class));

    public FailureTable {
        rows = List.copyOf(rows);
        List<String> names = rows.stream().map(FailureCase::name).distinct().toList();
        if (names.size() != rows.size()) {
            throw new IllegalArgumentException(
                    "Two rows of the table of failures have the same name: " + names + ".");
        }
    }

    /** A table of rows between those that every table has. */
    public static FailureTable of(List<FailureCase> rows) {
        List<FailureCase> all = new ArrayList<>(rows);
        all.add(ENDING);
        all.add(CHECKPOINTS);
        all.add(UNKNOWN);
        return new FailureTable(all);
    }

    /** What becomes of a job that has failed so. */
    public Verdict rule(Place place, Throwable failure) {
        CauseChain chain = CauseChain.of(failure);
        for (FailureCase row : rows) {
            if (row.fits(place, chain)) {
                return new Verdict(place, row, cause(row, chain));
            }
        }
        return new Verdict(place, UNKNOWN, chain.deepest().toString());
    }

    /** What has been said for a user is shown as it is; else what tells the case. */
    private static String cause(FailureCase row, CauseChain chain) {
        if (row.equals(UNKNOWN)) {
            return chain.deepest().toString();
        }
        return chain.links().stream()
                .filter(link -> link.types().contains(EndingException.class.getName()))
                .findFirst()
                .map(CauseChain.Link::message)
                .orElseGet(() -> row.equals(ENDING) ? chain.deepest().message() : row.cause(chain));
    }
}
