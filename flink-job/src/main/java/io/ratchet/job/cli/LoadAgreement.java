package io.ratchet.job.cli;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.loader.FileForm;
import io.ratchet.kafka.loader.RecordFile;
import java.util.List;

/**
 * Compares a file with the runs that read the topic it is loaded into: columns in another order
 * would be taken for each other where their types allow it.
 */
final class LoadAgreement {
    private LoadAgreement() {}

    /**
     * Looks at every run of the job on the topic.
     *
     * @throws IllegalArgumentException if one reads something else than what is in the file
     */
    static void check(JobConfiguration job, String topic, RecordFile file, FileForm form) {
        for (RunConfiguration run : job.runs()) {
            if (run.input().topic().equals(topic) && !form.format().isEmpty()) {
                check(run, file, form);
            }
        }
    }

    private static void check(RunConfiguration run, RecordFile file, FileForm form) {
        InputFormat format = run.input().format();
        String expected =
                format instanceof InputFormat.Csv
                        ? "csv"
                        : format instanceof InputFormat.Json ? "json" : "tensors";
        if (!expected.equals(form.format())) {
            throw new IllegalArgumentException(
                    "Cannot load "
                            + file.fileNames()
                            + ": it is "
                            + form.format()
                            + ", but run '"
                            + run.id()
                            + "' reads the topic as "
                            + expected
                            + ", and would refuse every record. Nothing was sent.");
        }
        if (format instanceof InputFormat.Csv csv) {
            check(run, csv.header(), file, form.columns());
        }
    }

    private static void check(
            RunConfiguration run, List<String> expected, RecordFile file, List<String> columns) {
        if (!columns.isEmpty() && !columns.equals(expected)) {
            throw new IllegalArgumentException(
                    "Cannot load "
                            + file.fileNames()
                            + ": its columns are "
                            + columns
                            + ", but run '"
                            + run.id()
                            + "' reads "
                            + expected
                            + ", in that order, and would take one for the other. Set the run's"
                            + " header to the file's columns, and declare those that take no part as"
                            + " ignored. Nothing was sent.");
        }
    }
}
