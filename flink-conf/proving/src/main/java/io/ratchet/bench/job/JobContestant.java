package io.ratchet.bench.job;

import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.job.JobHooks;
import io.ratchet.job.cluster.LiveMetrics;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * A whole job, timed for a while somewhere in the middle. Every round is a job of its own, from the
 * topic's first record on.
 *
 * <p>Figures: {@link #STEPS}, {@link #PAUSE}, {@link #IDLE}, {@link #CHECKPOINTS}, {@link #cores}.
 */
public final class JobContestant implements Contestant {
    /** Steps a second. */
    public static final String STEPS = "steps/s";

    /** Milliseconds for which checkpoints kept training from its next step, over the window. */
    public static final String PAUSE = "pause ms";

    /** Milliseconds for which training had nothing to do behind checkpoints, over the window. */
    public static final String IDLE = "idle ms";

    /** Cores that a part of the process kept busy over the window: a prefix of its name. */
    private static final String CORES = "cores: ";

    /** Checkpoints in the window. */
    public static final String CHECKPOINTS = "checkpoints";

    private final Stage stage;
    private final String name;
    private final String id;
    private final String text;
    private final String checkpoint;
    private final TimeWindow window;
    private int rounds;

    /**
     * @param stage where it runs
     * @param name the contestant's name
     * @param id how the ids of its jobs begin
     * @param text the job's configuration, as for {@link Stage#plan}
     * @param checkpoint entries of its section {@code checkpoint}
     * @param window when it is timed
     */
    public JobContestant(
            Stage stage,
            String name,
            String id,
            String text,
            String checkpoint,
            TimeWindow window) {
        this.stage = stage;
        this.name = name;
        this.id = id;
        this.text = text;
        this.checkpoint = checkpoint;
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
        JobID job =
                stage.submit(
                        stage.plan(id + "-" + rounds, text, checkpoint),
                        JobHooks.of(new StepClock()));
        try {
            StepClock.Mark begin = timing.awaitBegin(name);
            Totals before = Totals.now();
            CpuTimes cpuBefore = CpuTimes.now();
            StepClock.Mark end = timing.awaitEnd(name);
            Map<CpuTimes.Part, Long> cpu = CpuTimes.now().since(cpuBefore);
            Totals after = Totals.now();
            Figures figures =
                    Figures.of(STEPS, begin.stepsPerSecond(end))
                            .and(PAUSE, after.pause - before.pause)
                            .and(IDLE, after.idle - before.idle)
                            .and(CHECKPOINTS, after.checkpoints - before.checkpoints);
            for (Map.Entry<CpuTimes.Part, Long> part : cpu.entrySet()) {
                figures =
                        figures.and(
                                cores(part.getKey()),
                                (double) part.getValue() / (end.nanos() - begin.nanos()));
            }
            return figures;
        } finally {
            stage.cancel(job);
        }
    }

    /** The figure that tells how many cores a part of the process kept busy. */
    public static String cores(CpuTimes.Part part) {
        return CORES + part.text();
    }

    /** TRAIN's sums so far. */
    private record Totals(double pause, double idle, double checkpoints) {
        static Totals now() {
            return new Totals(
                    LiveMetrics.sum("TRAIN", "pauseMillisTotal"),
                    LiveMetrics.sum("TRAIN", "idleMillisTotal"),
                    LiveMetrics.sum("TRAIN", "checkpoints"));
        }
    }
}
