package io.ratchet.job.configuration;

/** From where a start goes on. */
public sealed interface ResumePolicy {
    /** From the newest whole checkpoint or savepoint of the job. */
    record Auto() implements ResumePolicy {}

    /** From nowhere: every run begins its next generation. */
    record Never() implements ResumePolicy {}

    /** From a given checkpoint or savepoint. */
    record From(String path) implements ResumePolicy {}
}
