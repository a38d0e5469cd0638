package io.ratchet.bench.peers;

import io.ratchet.bench.ftrl.FtrlJob;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import org.apache.flink.api.common.JobID;

/** The hand-written job, timed for a while in its middle; every round is a job of its own. */
final class FtrlContestant implements Contestant {
    private final Stage stage;
    private final String name;
    private final FtrlJob job;
    private final TimeWindow window;
    private int rounds;

    FtrlContestant(Stage stage, String name, FtrlJob job, TimeWindow window) {
        this.stage = stage;
        this.name = name;
        this.job = job;
        this.window = window;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Figures round() throws Exception {
        rounds++;
        StepClock.Timing timing = StepClock.arm(window);
        JobID id = stage.cluster().submit(job.graph("ftrl-" + job.backend() + "-" + rounds));
        try {
            StepClock.Mark begin = timing.awaitBegin(name);
            return Figures.of(
                    StreamingComparison.ROWS,
                    begin.stepsPerSecond(timing.awaitEnd(name)) * FtrlJob.ROWS_PER_MARK);
        } finally {
            stage.cancel(id);
        }
    }
}
