package io.ratchet.job.cli.data;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.setting.NearestKey;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.file.FileForm;
import io.ratchet.kafka.file.RecordFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares a file with the runs that read the topic it is loaded into: columns in another order
 * would be taken for each other where their types allow it.
 */
final class LoadAgreement {
    private LoadAgreement() {}

    /**
     * Sees that the job reads the topic at all.
     *
     * @throws IllegalArgumentException if none of its runs does
     */
    static void checkTopic(JobConfiguration job, String topic) {
        List<String> read = job.runs().stream().map(run -> run.input().topic()).distinct().toList();
        if (!read.contains(topic)) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            No run of job '%s' reads the topic '%s', only %s: what is loaded there \
                            would not be trained.%s Nothing was sent. To load into a topic of \
                            another job, leave --config out, and name the broker with --bootstrap \
                            or --data.""",
                            job.job(),
                            topic,
                            String.join(", ", read),
                            NearestKey.advice(topic, read)));
        }
    }

    /**
     * Looks at every run of the job on the topic.
     *
     * @throws IllegalArgumentException if one reads something else than what is in the file
     */
    static void check(JobConfiguration job, String topic, RecordFile file, FileForm form) {
        for (RunConfiguration run : job.runs()) {
            if (run.input().topic().equals(topic)) {
                Optional<String> difference = difference(run, form);
                if (difference.isPresent()) {
                    throw new IllegalArgumentException(
                            Message.of(
                                    "Cannot load %s: %s Nothing was sent.",
                                    file.fileNames(), difference.get()));
                }
            }
        }
    }

    /** What a run reads otherwise than it is in a file; nothing where that is not known before. */
    static Optional<String> difference(RunConfiguration run, FileForm form) {
        InputFormat format = run.input().format();
        String expected = format.code();
        if (!form.format().isEmpty() && !expected.equals(form.format())) {
            return Optional.of(
                    Message.of(
                            """
                            it is %s, but run '%s' reads the topic as %s, and would refuse every \
                            record.""",
                            form.format(), run.id(), expected));
        }
        return format instanceof InputFormat.Csv csv
                ? difference(run, csv, form)
                : Optional.empty();
    }

    private static Optional<String> difference(
            RunConfiguration run, InputFormat.Csv csv, FileForm form) {
        Separator separator = form.syntax().separator();
        if (form.format().equals("csv") && separator != csv.syntax().separator()) {
            return Optional.of(
                    Message.of(
                            """
                            its columns are separated by %s, but run '%s' reads lines separated by \
                            %s, and would refuse every record. Set the run's input to 'separator: \
                            %s'.""",
                            separator.words(),
                            run.id(),
                            csv.syntax().separator().words(),
                            separator.code()));
        }
        if (form.columns().isEmpty() && form.fields() > 0 && form.fields() != csv.header().size()) {
            return Optional.of(
                    Message.of(
                            """
                            its rows have %s fields, but run '%s' reads %s, %s, and would refuse \
                            every record. Declare each of the file's columns in the run's columns, \
                            as ignored where it takes no part.""",
                            form.fields(), run.id(), csv.header().size(), csv.header()));
        }
        if (form.columns().isEmpty() || form.columns().equals(csv.header())) {
            return Optional.empty();
        }
        return Optional.of(
                Message.of(
                        """
                        its columns are %s, but run '%s' reads %s, in that order, and would take \
                        one for the other. %s""",
                        form.columns(), run.id(), csv.header(), advice(csv, form.columns())));
    }

    /** What to do about each column that only one of the two has, or else about their order. */
    private static String advice(InputFormat.Csv csv, List<String> columns) {
        List<String> more = without(columns, csv.header());
        List<String> fewer = without(csv.header(), columns);
        StringBuilder advice = new StringBuilder();
        if (!more.isEmpty()) {
            advice.append("Not in the configuration: ")
                    .append(more)
                    .append(". Add to the run's columns, at the same place as in the file, ")
                    .append(
                            more.stream()
                                    .map(name -> "{name: '" + name + "', type: ignored}")
                                    .collect(Collectors.joining(", ")))
                    .append(", or give them a type to learn from. ");
        }
        if (!fewer.isEmpty()) {
            advice.append("Not in the file: ")
                    .append(fewer)
                    .append(". Take them out of the run's columns, or load a file that has them. ");
        }
        if (csv.schema().names().equals(csv.header()) && !advice.isEmpty()) {
            return advice.toString().strip();
        }
        return advice.append("Set the run's header to the file's columns, ")
                .append(columns)
                .append('.')
                .toString();
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
