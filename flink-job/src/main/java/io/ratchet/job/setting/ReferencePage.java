package io.ratchet.job.setting;

import java.util.Locale;

/** Writes the reference of all keys as Markdown: {@code docs/use/configuration.md}. */
public final class ReferencePage {
    private static final String INTRODUCTION =
            """
            # Configuration

            One YAML file describes one job. It is read once, before anything is started; all of its
            faults are reported together, and a key that does not exist is refused with the nearest
            one that does. `examples/` has whole files.

            This page is written from the declarations that the reader itself uses (`JobSettings`, and
            what is in it), and a test compares them. To write it again:
            `mvn -pl flink-job -am test -Dtest=ReferencePageTest -Dratchet.write.reference=true -Dsurefire.failIfNoSpecifiedTests=false`.

            Durations and sizes carry their unit: `10 s`, `500 ms`, `15 min`; `64 kb`, `16 mb`, where
            1 kb is 1,024 bytes. Relative paths begin at the working directory of the command.

            A text is what is written: `007`, `NO` and `1.10` need no quotes where a text is wanted. A
            number is written in plain decimal digits; one that readers of YAML disagree about (`0100`,
            `1_000`, `0x40`) is refused, as are a second document and an alias.
            """;

    private ReferencePage() {}

    /** The page of a file. */
    public static String markdown(SectionType<?> file) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        append(page, "", new ValueType.Part("", file));
        return page.toString();
    }

    private static void append(StringBuilder page, String place, ValueType.Part part) {
        String path = place + part.suffix();
        SectionType<?> section = part.section();
        page.append("\n## ").append(path.isEmpty() ? "The file" : "`" + path + "`");
        page.append("\n\n").append(section.meaning()).append("\n\n");
        page.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : section.settings()) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| `%s` | %s | %s | %s |\n",
                            setting.name(),
                            setting.type().words(),
                            fallback(setting),
                            setting.meaning()));
        }
        for (Setting<?> setting : section.settings()) {
            String inner = path.isEmpty() ? setting.name() : path + "." + setting.name();
            setting.type().parts().forEach(each -> append(page, inner, each));
        }
    }

    private static String fallback(Setting<?> setting) {
        return switch (setting.presence()) {
            case REQUIRED -> "required";
            case OPTIONAL -> "none";
            case DEFAULTED ->
                    setting.fallback()
                            .filter(text -> !text.equals("{}"))
                            .map(text -> "`" + text + "`")
                            .orElse("");
        };
    }
}
