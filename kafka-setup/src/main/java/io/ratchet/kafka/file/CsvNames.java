package io.ratchet.kafka.file;

import java.util.ArrayList;
import java.util.List;

/** The names of a CSV file's columns, by its header: each column gets one. */
final class CsvNames {
    private CsvNames() {}

    /**
     * The names; what is said of them goes into the notes.
     *
     * @param header the fields of the first row
     */
    static List<String> of(List<String> header, CsvBeginning beginning, RowNotes notes) {
        List<String> names = new ArrayList<>(header);
        int width = beginning.width();
        if (width == header.size() + 1) {
            boolean last = beginning.endsEmpty();
            names.add(last ? names.size() : 0, "");
            notes.remarked(
                    "The header has "
                            + header.size()
                            + " names, and the rows have "
                            + width
                            + " fields: "
                            + (last
                                    ? "each row ends with a separator, behind which nothing stands"
                                    : "the first field has no name, as R writes the names of rows"));
        } else if (width > 0 && width != header.size()) {
            notes.remarked(
                    "The header has "
                            + header.size()
                            + " names, "
                            + header
                            + ", but the rows behind it have "
                            + width
                            + " fields: give the file a header that fits, or say --no-header and name"
                            + " all of its columns with --columns");
        }
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).isBlank()) {
                String name = unused(names, "column" + (at + 1));
                names.set(at, name);
                notes.remarked(
                        "Column " + (at + 1) + " has no name in the header, and is called " + name);
            }
        }
        return names;
    }

    private static String unused(List<String> names, String wanted) {
        String name = wanted;
        while (names.contains(name)) {
            name += "_";
        }
        return name;
    }
}
