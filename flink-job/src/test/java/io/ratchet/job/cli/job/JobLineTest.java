package io.ratchet.job.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.follow.JobProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What a line of progress says, and what it leaves out as long as it is not known. */
class JobLineTest {
    private static final double UNKNOWN = Double.NaN;

    @Test
    void saysWhatIsKnown() {
        assertThat(line(new JobProgress(4711, 0.25, 70123.4, 8, 3, 0)))
                .isEqualTo(
                        "job  step 4,711  batch loss 0.2500  70,123 samples/s  queue 8"
                                + "  checkpoints 3  restarts 0");
    }

    @Test
    void leavesOutWhatIsNotKnownYet() {
        assertThat(line(new JobProgress(0, 0, 0, 2, 1, 0)))
                .isEqualTo("job  no step yet  queue 2  checkpoints 1  restarts 0");
        assertThat(line(new JobProgress(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)))
                .isEqualTo("job  no step yet");
        assertThat(line(new JobProgress(1, UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN)))
                .isEqualTo("job  step 1  queue 0");
    }

    @Test
    void saysAtWhichStepAJobStandsThatHasGoneOn() {
        assertThat(line(new JobProgress(0, 0, 0, 2, 1, 0), 22_001))
                .isEqualTo(
                        "job  at step 22,001, none since the start  queue 2  checkpoints 1"
                                + "  restarts 0");
    }

    private static String line(JobProgress progress) {
        return line(progress, 0);
    }

    private static String line(JobProgress progress, long committed) {
        StringWriter text = new StringWriter();
        new JobLine(new PrintWriter(text, true), false, "job", 0)
                .show(Long.MAX_VALUE, () -> progress, committed, 0, () -> "");
        return text.toString().strip();
    }
}
