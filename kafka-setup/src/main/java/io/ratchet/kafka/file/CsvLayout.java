package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.Separator;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a CSV file lie in it.
 *
 * @param columns the names, for a file without a header; needed only for a key
 * @param everyLine whether every line is a record, byte for byte, whatever is in it
 * @param separator what stands between columns; it is found out where nothing is said
 */
public record CsvLayout(
        HeaderRule header, List<String> columns, boolean everyLine, Optional<Separator> separator) {
    /** Rows by RFC 4180 behind a header. */
    public static final CsvLayout WITH_HEADER =
            new CsvLayout(HeaderRule.EXPECTED, List.of(), false);

    /** Rows by RFC 4180, from the first line on. */
    public static final CsvLayout WITHOUT_HEADER =
            new CsvLayout(HeaderRule.ABSENT, List.of(), false);

    /** Copies the names. */
    public CsvLayout {
        columns = List.copyOf(columns);
    }

    /** A layout whose separator is found out. */
    public CsvLayout(HeaderRule header, List<String> columns, boolean everyLine) {
        this(header, columns, everyLine, Optional.empty());
    }

    /** The same, but for a file whose broken lines are there to be refused by a job. */
    public CsvLayout of(DataFile file) {
        return file.isBrokenOnPurpose() ? new CsvLayout(header, columns, true, separator) : this;
    }
}
