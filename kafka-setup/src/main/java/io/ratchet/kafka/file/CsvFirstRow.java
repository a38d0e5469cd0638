package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first row of a CSV file, by which most files that are none betray themselves: it has one
 * column only, or its fields are no names though they should be.
 */
final class CsvFirstRow {
    private static final int SHOWN_BYTES = 80;

    private final Separator separator;
    private final String shown;
    private final List<String> fields;

    CsvFirstRow(byte[] row, Separator separator) {
        this.separator = separator;
        shown = show(row, SHOWN_BYTES);
        fields = fields(row, separator);
    }

    private static List<String> fields(byte[] row, Separator separator) {
        List<String> fields = new ArrayList<>();
        byte[] field = CsvFields.field(row, 0, separator.sign());
        while (field != null) {
            fields.add(new String(field, StandardCharsets.UTF_8));
            field = CsvFields.field(row, fields.size(), separator.sign());
        }
        return fields;
    }

    /** The beginning of a row for messages. */
    static String show(byte[] row, int longestBytes) {
        String text =
                new String(row, 0, Math.min(row.length, longestBytes), StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", "?");
        return "'" + text + (row.length > longestBytes ? "...'" : "'");
    }

    List<String> fields() {
        return fields;
    }

    /** Whether it may hold names, though it is said to be a record. */
    boolean mayBeHeader(CsvBeginning beginning) {
        return HeaderEvidence.of(fields, beginning).data().isEmpty();
    }

    /** Refuses what is no CSV with at least two columns. */
    void refuseOneColumn() throws UnreadableFileException {
        if (fields.size() > 1) {
            if (fields.size() == 2 && fields.get(0).equals("sep=")) {
                throw separatorLine();
            }
            return;
        }
        if (shown.matches("'sep=.?'")) {
            throw separatorLine();
        }
        throw new UnreadableFileException(
                "its first row, "
                        + shown
                        + ", has one column, where columns are separated by "
                        + separator.words()
                        + (separator == Separator.COMMA
                                ? ": it does not look like CSV, of which a row needs two at least"
                                : ", as --separator says")
                        + foreignSeparator());
    }

    /** What seems to stand between columns that is not read; empty where nothing does. */
    private String foreignSeparator() {
        String between =
                shown.contains("::")
                        ? "'::'"
                        : shown.matches("'[^,;|]*\\S {1,}\\S.*") && hasDigit() ? "blanks" : "";
        return between.isEmpty()
                ? ""
                : ". Its columns may be separated by "
                        + between
                        + ", which is not read: write it with one of "
                        + String.join(", ", Separator.codes())
                        + " instead";
    }

    private boolean hasDigit() {
        return shown.chars().anyMatch(sign -> sign >= '0' && sign <= '9');
    }

    private static UnreadableFileException separatorLine() {
        return new UnreadableFileException(
                "its first line is Excel's 'sep=', which says how columns are separated and is no"
                        + " row. Take it out");
    }

    /** Refuses a row that is to hold names, and is data; what is not sure goes into the notes. */
    void refuseData(CsvBeginning beginning, RowNotes notes) throws UnreadableFileException {
        HeaderEvidence evidence = HeaderEvidence.of(fields, beginning);
        if (evidence.data().isPresent()) {
            throw new UnreadableFileException(
                    "its first row should be the header, but looks like data: "
                            + shown
                            + " "
                            + evidence.data().get()
                            + ". Say --no-header if the row is a record (and name its "
                            + fields.size()
                            + " columns with --columns "
                            + exampleNames()
                            + "), or --header if these are the names");
        }
        evidence.doubt()
                .ifPresent(
                        doubt ->
                                notes.remarked(
                                        "The first row, "
                                                + shown
                                                + ", is taken for the header, though it "
                                                + doubt
                                                + ". If it is a record, say --no-header; --header"
                                                + " says that it is none"));
        refuseSameNames();
    }

    private void refuseSameNames() throws UnreadableFileException {
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            // One without a name is given one.
            if (!field.isBlank() && !seen.add(field)) {
                throw new UnreadableFileException(
                        "its header has the name '"
                                + field
                                + "' twice: "
                                + fields
                                + ". Names must differ; say --header to drop the row all the same,"
                                + " or --no-header if it is a record");
            }
        }
    }

    private String exampleNames() {
        return fields.size() > 3 ? "a,b,c,..." : fields.size() == 3 ? "a,b,c" : "a,b";
    }
}
