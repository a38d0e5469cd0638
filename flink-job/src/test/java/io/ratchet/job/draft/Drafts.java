package io.ratchet.job.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Drafts of rows that are made up, and what a reader of the configuration finds in them. */
final class Drafts {
    /** How many rows there are. */
    static final int ROWS = 400;

    private Drafts() {}

    static Draft draft(Map<String, List<String>> data, Optional<String> label) {
        RecordProfile profile = RecordProfile.ofCsv(List.copyOf(data.keySet()));
        for (int row = 0; row < ROWS; row++) {
            List<String> fields = new ArrayList<>();
            for (List<String> column : data.values()) {
                fields.add('"' + column.get(row).replace("\"", "\"\"") + '"');
            }
            profile.add(String.join(",", fields).getBytes(UTF_8));
        }
        return Draft.of(profile, profile.records(), label);
    }

    static List<String> rows(IntFunction<String> value) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(value.apply(row));
        }
        return rows;
    }

    static RunConfiguration run(Draft draft) {
        String text = DraftWriter.write(draft, "drafted", "rows", "", List.of("a", "b"));
        return ConfigurationReader.read(text, text).runs().get(0);
    }

    static RowSchema schema(RunConfiguration run) {
        return ((InputFormat.Csv) run.input().format()).schema();
    }

    static Column column(RowSchema schema, String name) {
        return schema.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
