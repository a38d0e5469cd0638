package io.ratchet.job.configuration;

import java.util.List;

/** Writes the reference of all keys as Markdown: {@code docs/use/configuration.md}. */
final class ReferencePage {
    private static final String INTRODUCTION =
            """
            # Configuration

            One YAML file describes one job. It is read once, before anything is started; all of its
            faults are reported together, and a key that does not exist is refused with the nearest
            one that does. `examples/` has whole files.

            This page is written from the table that the reader itself uses
            (`ConfigurationReference`), and a test compares them. To write it again:
            `mvn -pl flink-job -am test -Dtest=ReferencePageTest -Dratchet.write.reference=true -Dsurefire.failIfNoSpecifiedTests=false`.

            Durations and sizes carry their unit: `10 s`, `500 ms`, `15 min`; `64 kb`, `16 mb`, where
            1 kb is 1,024 bytes. Relative paths begin at the working directory of the command.

            A text is what is written: `007`, `NO` and `1.10` need no quotes where a text is wanted. A
            number is written in plain decimal digits; one that readers of YAML disagree about (`0100`,
            `1_000`, `0x40`) is refused, as are a second document and an alias.
            """;

    private ReferencePage() {}

    static String markdown(List<ConfigurationArea> areas) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (ConfigurationArea area : areas) {
            String title = area.path().isEmpty() ? "The file" : "`" + area.path() + "`";
            page.append("\n## ").append(title).append("\n\n").append(area.meaning()).append("\n\n");
            page.append("| key | value | default | meaning |\n|---|---|---|---|\n");
            for (ConfigurationKey key : area.keys()) {
                page.append("| `")
                        .append(key.name())
                        .append("` | ")
                        .append(key.type().words())
                        .append(" | ")
                        .append(fallback(key))
                        .append(" | ")
                        .append(key.meaning())
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    private static String fallback(ConfigurationKey key) {
        return switch (key.presence()) {
            case REQUIRED -> "required";
            case OPTIONAL -> "none";
            case DEFAULTED ->
                    key.fallback()
                            .filter(text -> !text.equals("{}"))
                            .map(t -> "`" + t + "`")
                            .orElse("");
        };
    }
}
