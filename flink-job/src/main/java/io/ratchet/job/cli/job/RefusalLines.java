package io.ratchet.job.cli.job;

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

    /** What waits, and the commonest reasons for refusals, each with its first record. */
    static List<String> of(TookPart part) {
        RefusalCounts refused = part.refused();
        List<String> lines = new ArrayList<>();
        if (part.waiting() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            """
                            %,d records wait, because they do not fill a batch: they are trained \
                            when the run goes on with more records, or with 'lastBatch: train'""",
                            part.waiting()));
        }
        if (refused.isEmpty()) {
            return lines;
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "refused %,d of %,d records (%.1f %%)%s",
                        refused.records(),
                        part.records(),
                        100.0 * refused.records() / part.records(),
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
    static void write(TookPart part, ObjectNode run) {
        run.put("records", part.records());
        run.put("trainedRecords", part.trained());
        run.put("waitingRecords", part.waiting());
        run.set("refused", JSON.valueToTree(part.refused().byReason()));
    }

    /** Why a run has not succeeded, and what to do; empty where it has, or still trains. */
    static Optional<String> verdict(RunStatus status, TookPart part) {
        return switch (status) {
            case TRAINING, SUCCEEDED -> Optional.empty();
            case UNTRAINED -> Optional.of("It trained nothing: " + untrained(part));
            case REFUSED ->
                    Optional.of(
                            """
                            More of its records were refused than refusedShare allows. Mend \
                            input.columns, and start afresh with resume: never, which trains all \
                            runs of the job again; or raise refusedShare, and give the same command \
                            again: it goes on. One that had come to the end of its topic also goes \
                            on when that has more records: all of them are judged together then.""");
            case DIVERGED ->
                    Optional.of(
                            """
                            Too many of its batches in a row were refused. A lower learning rate \
                            or a clipNorm helps where its loss has grown without bound; start it \
                            afresh with resume: never.""");
        };
    }

    private static String untrained(TookPart part) {
        if (part.waiting() > 0) {
            return """
                    its records do not fill a batch. Load more, or set 'lastBatch: train', and \
                    give the same command again.""";
        }
        return part.trained() == 0 && part.refused().isEmpty()
                ? """
                        there was no record for it to read: its topic has none, or none with its \
                        'key'; 'ratchet check' tells which. Load some, and give the same command \
                        again."""
                : """
                        none of its records was accepted. Mend input.columns, and start afresh \
                        with resume: never; or load mended records into a new topic.""";
    }
}
