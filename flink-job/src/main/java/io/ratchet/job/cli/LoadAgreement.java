package io.ratchet.job.cli;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.NearestKey;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.loader.FileForm;
import io.ratchet.kafka.loader.RecordFile;
import java.util.List;
import java.util.Optional;

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
                    "No run of job '"
                            + job.job()
                            + "' reads the topic '"
                            + topic
                            + "', only "
                            + String.join(", ", read)
                            + ": what is loaded there would not be trained."
                            + NearestKey.of(topic, read)
                                    .map(near -> " Did you mean '" + near + "'?")
                                    .orElse("")
                            + " Nothing was sent. To load into a topic of another job, leave"
                            + " --config out, and name the broker with --bootstrap or --data.");
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
                            "Cannot load "
                                    + file.fileNames()
                                    + ": "
                                    + difference.get()
                                    + " Nothing was sent.");
                }
            }
        }
    }

    /** What a run reads otherwise than it is in a file; nothing where that is not known before. */
    static Optional<String> difference(RunConfiguration run, FileForm form) {
        InputFormat format = run.input().format();
        String expected =
                format instanceof InputFormat.Csv
                        ? "csv"
                        : format instanceof InputFormat.Json ? "json" : "tensors";
        if (!form.format().isEmpty() && !expected.equals(form.format())) {
            return Optional.of(
                    "it is "
                            + form.format()
                            + ", but run '"
                            + run.id()
                            + "' reads the topic as "
                            + expected
                            + ", and would refuse every record.");
        }
        return format instanceof InputFormat.Csv csv
                ? difference(run, csv.header(), form.columns())
                : Optional.empty();
    }

    private static Optional<String> difference(
            RunConfiguration run, List<String> expected, List<String> columns) {
        return columns.isEmpty() || columns.equals(expected)
                ? Optional.empty()
                : Optional.of(
                        "its columns are "
                                + columns
                                + ", but run '"
                                + run.id()
                                + "' reads "
                                + expected
                                + ", in that order, and would take one for the other. Set the run's"
                                + " header to the file's columns, and declare those that take no"
                                + " part as ignored.");
    }
}
