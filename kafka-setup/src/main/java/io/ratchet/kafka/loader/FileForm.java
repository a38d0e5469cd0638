package io.ratchet.kafka.loader;

import java.util.List;

/**
 * What a file is read as.
 *
 * @param format csv, json or tensors, as the configuration of a job names it
 * @param columns the names in a CSV file's header; empty without one
 * @param words the same and more, for people
 */
public record FileForm(String format, List<String> columns, String words) {
    /** Copies the names. */
    public FileForm {
        columns = List.copyOf(columns);
    }

    static FileForm csv(List<String> header, String words) {
        return new FileForm("csv", header, words);
    }

    static FileForm json(String words) {
        return new FileForm("json", List.of(), words);
    }

    static FileForm tensors(String words) {
        return new FileForm("tensors", List.of(), words);
    }
}
