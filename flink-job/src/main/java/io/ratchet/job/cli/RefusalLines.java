package io.ratchet.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run has lost of its input, and what that makes of it, for a reader. */
final class RefusalLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_REASONS = 3;

    private RefusalLines() {}

    /** The commonest reasons, each with its first record. */
    static List<String> of(long trained, RefusalCounts refused) {
        List<String> lines = new ArrayList<>();
        if (refused.isEmpty()) {
            return lines;
        }
        long records = trained + refused.records();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "refused %,d of %,d records (%.1f %%)%s",
                        refused.records(),
                        records,
                        100.0 * refused.records() / records,
                        refused.byReason().size() > SHOWN_REASONS
                                ? ", most of them because of"
                                : ""));
        for (RefusalCount count : refused.commonest(SHOWN_REASONS)) {
            lines.add("  " + text(count));
        }
        return lines;
    }

    /** One reason, with its first record. */
    static String text(RefusalCount count) {
        return String.format(
                Locale.ROOT,
                "%,d %s, the first in partition %d at offset %d%s",
                count.records(),
                count.reason(),
                count.partition(),
                count.offset(),
                count.detail().isEmpty() ? "" : ": " + count.detail());
    }

    /** The same as fields of a report. */
    static void write(long trained, RefusalCounts refused, ObjectNode run) {
        run.put("records", trained + refused.records());
        run.put("trainedRecords", trained);
        run.set("refused", JSON.valueToTree(refused.byReason()));
    }

    /** Why a run has not succeeded, and what to do; empty where it has, or still trains. */
    static Optional<String> verdict(RunStatus status, long trained, RefusalCounts refused) {
        boolean noRecords = trained == 0 && refused.isEmpty();
        return switch (status) {
            case TRAINING, SUCCEEDED -> Optional.empty();
            case UNTRAINED ->
                    Optional.of(
                            noRecords
                                    ? "It trained nothing: there was no record to read. Load some,"
                                            + " and start it afresh with resume: never."
                                    : "It trained nothing: none of its records was accepted. Mend"
                                            + " input.columns or the records, and start it afresh"
                                            + " with resume: never.");
            case REFUSED ->
                    Optional.of(
                            "More of its records were refused than refusedShare allows. Mend"
                                    + " input.columns or the records, or raise refusedShare, and"
                                    + " start it afresh with resume: never.");
            case DIVERGED ->
                    Optional.of(
                            "Too many of its batches in a row were refused. A lower learning rate or"
                                    + " a clipNorm helps where its loss has grown without bound;"
                                    + " start it afresh with resume: never.");
        };
    }
}
