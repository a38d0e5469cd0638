package io.ratchet.job.configuration;

import org.apache.flink.core.fs.Path;

/** From where a start goes on. */
public sealed interface ResumePolicy {
    /** From the newest whole checkpoint or savepoint of the job. */
    record Auto() implements ResumePolicy {}

    /** From nowhere: every run begins its next generation. */
    record Never() implements ResumePolicy {}

    /** From a given checkpoint or savepoint. */
    record From(Path path) implements ResumePolicy {}
}
