package io.ratchet.bench.peers;

import io.ratchet.bench.ftrl.FtrlJob;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import java.time.Duration;
import org.apache.flink.api.common.JobID;

/** The hand-written job, timed for a while in its middle; every round is a job of its own. */
final class FtrlContestant implements Contestant {
    private final Stage stage;
    private final String name;
    private final FtrlJob job;
    private final Duration warmUp;
    private final Duration window;
    private int rounds;

    FtrlContestant(Stage stage, String name, FtrlJob job, Duration warmUp, Duration window) {
        this.stage = stage;
        this.name = name;
        this.job = job;
        this.warmUp = warmUp;
        this.window = window;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Figures round() throws Exception {
        rounds++;
        JobID id = stage.cluster().submit(job.graph("ftrl-" + job.backend() + "-" + rounds));
        try {
            StepClock.await(name);
            Thread.sleep(warmUp.toMillis());
            StepClock.Mark begin = StepClock.await(name);
            Thread.sleep(window.toMillis());
            return Figures.of(
                    StreamingComparison.ROWS,
                    begin.stepsPerSecond(StepClock.await(name)) * FtrlJob.ROWS_PER_MARK);
        } finally {
            stage.cancel(id);
        }
    }
}
