package io.ratchet.job.cli.job;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A job as a command line names it. */
final class JobTarget {
    private JobTarget() {}

    /** Its configuration, if the argument is meant as one: no id of a job is like a file's name. */
    static Optional<JobConfiguration> configuration(String target) {
        return target.matches("(?i).*\\.ya?ml|.*/.*") || Files.isRegularFile(Path.of(target))
                ? Optional.of(ConfigurationReader.read(Path.of(target)))
                : Optional.empty();
    }
}
