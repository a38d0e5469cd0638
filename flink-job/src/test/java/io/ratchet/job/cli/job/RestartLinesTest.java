package io.ratchet.job.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.follow.JobProgress;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.follow.SubmittedJob;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

class RestartLinesTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter text = new StringWriter();
    private final RestartLines lines =
            new RestartLines(new JobLine(new PrintWriter(text, true), false, "job", 0), 0);
    private final FailingJob job = new FailingJob();

    @Test
    void aCauseIsToldOnceHoweverOftenItComes() {
        for (int second = 1; second < 100; second++) {
            job.fail("kafka-unreachable", "TimeoutException: no answer in " + second + " ms");
            lines.show(second * SECOND, job);
        }

        assertThat(text.toString().lines())
                .containsExactly(
                        "restarts: kafka-unreachable (source): TimeoutException: no answer in 1 ms;"
                                + " attempt 3 without progress");
    }

    @Test
    void anotherCauseIsToldToo() {
        lines.show(SECOND, job);
        job.fail("unknown", "ArithmeticException: odd");
        lines.show(2 * SECOND, job);
        job.fail("unknown", "ArithmeticException: even");
        lines.show(3 * SECOND, job);

        assertThat(text.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("ArithmeticException: odd");
    }

    /** A job that fails when it is told to. */
    private static final class FailingJob implements SubmittedJob {
        private Optional<RestartNote> last = Optional.empty();

        void fail(String kind, String cause) {
            last =
                    Optional.of(
                            new RestartNote(
                                    kind,
                                    "source",
                                    "restart",
                                    cause,
                                    "Wait.",
                                    3,
                                    "attempt 3 without progress"));
        }

        @Override
        public Optional<RestartNote> lastRestart() {
            return last;
        }

        @Override
        public String inputWait() {
            return "";
        }

        @Override
        public JobStatus status() {
            return JobStatus.RUNNING;
        }

        @Override
        public Optional<JobFailure> failure() {
            return Optional.empty();
        }

        @Override
        public JobProgress progress() {
            return new JobProgress(0, 0, 0, 0, 0, 0);
        }
    }
}
