package io.ratchet.job.cli.data;

import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.Separator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what is drafted is named.
 *
 * @param file the file it is drafted from, if any
 * @param job the job and its run, by which the written file is named too: the topic's name, or the
 *     file's where no topic is given
 * @param topic the topic
 */
record DraftNames(@Nullable String file, String job, String topic) {
    private static final int LONGEST = 100;

    static DraftNames of(@Nullable String file, @Nullable String topic) {
        String job = safe(topic != null ? topic : file == null ? "" : stem(file));
        return new DraftNames(file, job, topic == null ? job : topic);
    }

    /** A file's name without folder and endings. */
    private static String stem(String file) {
        Path name = Path.of(file).getFileName();
        return name == null
                ? ""
                : name.toString()
                        .replaceFirst("(?i)\\.(gz|gzip|zst|zstd|bz2)$", "")
                        .replaceFirst("(?i)\\.(csv|json|jsonl|ndjson|txt)$", "");
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        String cut = safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
        return cut.isEmpty() ? "drafted" : cut;
    }

    /** The names of a line's columns: those that are given, or else numbered ones. */
    static List<String> columns(List<String> given, byte[] line, Separator separator) {
        int count = CsvFields.fields(CsvFields.line(line), separator.sign()).size();
        if (!given.isEmpty()) {
            if (given.size() != count) {
                throw new IllegalArgumentException(
                        Message.of(
                                "%s columns are named, %s, but the first row has %s.",
                                given.size(), given, count));
            }
            return given;
        }
        List<String> numbered = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            numbered.add("column" + number);
        }
        return numbered;
    }

    /** The broker for the file, as one line; empty for the embedded one in its usual place. */
    static String broker(BrokerConfiguration broker) {
        if (broker instanceof BrokerConfiguration.Given given) {
            return "{bootstrap: '" + given.bootstrapServers() + "'}";
        }
        Path folder = ((BrokerConfiguration.Embedded) broker).folder();
        return folder.equals(Path.of(KafkaOptions.USUAL_FOLDER))
                ? ""
                : "{data: '" + folder.toString().replace("'", "''") + "'}";
    }

    /**
     * Where it comes from, and what to do next; a line each.
     *
     * @param options how the file is read
     */
    List<String> next(String yaml, List<String> options) {
        List<String> lines = new ArrayList<>();
        lines.add(
                Message.of(
                        """
                        Drafted from %s: what is said of columns was guessed from what was seen.""",
                        file == null ? "topic " + topic : file));
        String config = quoted(yaml);
        String read =
                options.stream().map(option -> " " + quoted(option)).reduce("", String::concat);
        if (file == null) {
            lines.add("    ratchet check " + config);
        } else {
            lines.add("    ratchet check " + config + " --file " + quoted(file) + read);
            lines.add(
                    Message.of(
                            "    ratchet load %s --topic %s --config %s%s",
                            quoted(file), quoted(topic), config, read));
        }
        lines.add("    ratchet train " + config);
        return lines;
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9@%+=:,./_-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
