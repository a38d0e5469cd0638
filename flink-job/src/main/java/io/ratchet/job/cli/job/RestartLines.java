package io.ratchet.job.cli.job;

import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.follow.SubmittedJob;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells what a job restarts for, once for each cause, and again as soon as it may end for it. */
final class RestartLines {
    private static final Duration ASKED_EVERY = Duration.ofSeconds(1);

    private final JobLine line;
    private final Set<String> told = new HashSet<>();
    private long askedNanos;

    RestartLines(JobLine line, long startNanos) {
        this.line = line;
        this.askedNanos = startNanos;
    }

    /** Asks the job, if it is time to. */
    void show(long nanoTime, SubmittedJob job) {
        if (nanoTime - askedNanos < ASKED_EVERY.toNanos()) {
            return;
        }
        askedNanos = nanoTime;
        Optional<RestartNote> last = job.lastRestart();
        last.filter(note -> told.add(note.sameness()))
                .ifPresent(note -> line.note("restarts: " + note.text()));
    }
}
