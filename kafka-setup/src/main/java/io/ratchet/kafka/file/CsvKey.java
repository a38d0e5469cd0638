package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the key of a CSV row by its column. */
final class CsvKey {
    private static final int NONE = -1;

    private CsvKey() {}

    /** The place of the key's column; -1 where no key is asked for. */
    static int indexOf(Optional<String> keyColumn, List<String> columns)
            throws UnreadableFileException {
        if (keyColumn.isEmpty()) {
            return NONE;
        }
        int index = columns.indexOf(keyColumn.get());
        if (index < 0) {
            throw new UnreadableFileException(
                    "the key column '"
                            + keyColumn.get()
                            + "' is none of its columns "
                            + columns
                            + (columns.isEmpty() ? "; --columns names them" : ""));
        }
        return index;
    }

    /** The key, or null where none is asked for, or the row is too broken to have one. */
    static byte @Nullable [] of(byte[] row, int index, byte separator) {
        byte[] key = index < 0 ? null : CsvFields.field(row, index, separator);
        return key == null || key.length == 0 ? null : key;
    }
}
