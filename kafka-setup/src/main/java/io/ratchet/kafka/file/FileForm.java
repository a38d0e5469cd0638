package io.ratchet.kafka.file;

import io.ratchet.kafka.csv.CsvSyntax;
import java.util.List;

/**
 * What a file is read as.
 *
 * @param format csv, json or tensors, as the configuration of a job names it
 * @param columns the names in a CSV file's header; empty without one
 * @param fields how many fields the rows of a CSV file have; 0 where that is not known
 * @param syntax how the lines of a CSV file are written; of no meaning to others
 * @param words the same and more, for people
 */
public record FileForm(
        String format, List<String> columns, int fields, CsvSyntax syntax, String words) {
    /** Copies the names. */
    public FileForm {
        columns = List.copyOf(columns);
    }

    /** One whose lines, if it is CSV, are written as usual. */
    public FileForm(String format, List<String> columns, String words) {
        this(format, columns, columns.size(), CsvSyntax.RFC_4180, words);
    }

    static FileForm csv(List<String> header, int fields, CsvSyntax syntax, String words) {
        return new FileForm("csv", header, fields, syntax, words);
    }

    static FileForm json(String words) {
        return new FileForm("json", List.of(), words);
    }

    static FileForm tensors(String words) {
        return new FileForm("tensors", List.of(), words);
    }
}
