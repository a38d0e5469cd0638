package io.ratchet.bench.recovery;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.TensorTopic;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.job.JobHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/** How long a job that fails in a step is away from training, and where that time goes. */
public final class RecoverySuite implements Suite {
    private static final String SUITE = "recovery";
    private static final int ROWS = 16;
    private static final int WARM_UPS = 3;
    private static final int FAILURES_PER_ROUND = 4;
    private static final long PATIENCE_SECONDS = 120;
    private static final long SEED = 20_260_101;

    /**
     * A size, and how it is tried.
     *
     * @param state what is trained
     * @param mostSteps steps between a checkpoint and the failure, at most
     * @param records batches of the topic: more than are trained
     * @param seconds what is to be reached, or infinite
     */
    private record Trial(DenseState state, int mostSteps, long records, double seconds) {}

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "When a step fails, how long does it take until the next one is done, and until the one that failed is"
                + " reached again?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws Exception {
        List<Trial> trials =
                context.isSmall()
                        ? List.of(new Trial(DenseState.MB_1, 50, 40_000, 0.5))
                        : List.of(
                                new Trial(DenseState.MB_1, 500, 250_000, 0.5),
                                new Trial(DenseState.MB_70, 40, 12_000, 1.2),
                                new Trial(DenseState.MB_700, 5, 2_000, Double.POSITIVE_INFINITY));
        List<Table> tables = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (Trial trial : trials) {
            List<Recovery> recoveries = recoveries(context, trial);
            tables.add(table(trial, recoveries));
            if (Double.isFinite(trial.seconds())) {
                targets.add(target(trial, recoveries));
            }
        }
        return new SuiteReport(SUITE, question(), setting(), tables, targets);
    }

    private static List<Recovery> recoveries(BenchContext context, Trial trial) throws Exception {
        String id = "recovery-" + trial.state().megabytes();
        List<Recovery> recoveries = new ArrayList<>();
        try (Stage stage = Stage.open(context.folder().resolve(id), new Configuration())) {
            stage.create(id);
            TensorTopic.fill(stage.clients(), id, ROWS, trial.records());
            JobID job =
                    stage.submit(
                            stage.plan(id, trial.state().runs(id) + flink(), "interval: 1 d"),
                            JobHooks.of(new FailureProbe()));
            SplittableRandom random = new SplittableRandom(SEED);
            int failures = FAILURES_PER_ROUND * context.rounds();
            int warmUps = context.isSmall() ? 0 : WARM_UPS;
            for (int failure = -warmUps; failure < failures; failure++) {
                Recovery recovery = recovery(stage, job, 1 + random.nextInt(trial.mostSteps()));
                context.log()
                        .accept(
                                (failure < 0 ? "warm-up" : "failure " + (failure + 1))
                                        + " at "
                                        + trial.state().megabytes()
                                        + " MB: "
                                        + recovery.text());
                if (failure >= 0) {
                    recoveries.add(recovery);
                }
            }
            stage.cancel(job);
        }
        return recoveries;
    }

    /** Every failure is to be the first one for a while: the back-off does not grow. */
    private static String flink() {
        return """
        flink:
          restart-strategy.exponential-delay.reset-backoff-threshold: 1 ms
        """;
    }

    private static Recovery recovery(Stage stage, JobID job, int stepsBefore) throws Exception {
        stage.awaitRunning(job);
        stage.checkpoint(job);
        FailureProbe.Incident incident = FailureProbe.arm(stepsBefore);
        if (!incident.awaitCaughtUp(PATIENCE_SECONDS)) {
            throw new IllegalStateException(
                    "The job did not train again within "
                            + PATIENCE_SECONDS
                            + " s after a step failed: has its topic come to an end?");
        }
        stage.awaitRunning(job);
        return Recovery.of(incident, stage.graph(job));
    }

    private static Table table(Trial trial, List<Recovery> recoveries) {
        Table.Builder table =
                new Table.Builder(
                        trial.state().megabytes()
                                + " MB of state, "
                                + recoveries.size()
                                + " failures (ms)",
                        "part",
                        "p50",
                        "p95",
                        "least",
                        "most");
        row(table, "detect", recoveries, Recovery::detect);
        row(table, "restart: back-off, cancel, deploy", recoveries, Recovery::restart);
        row(table, "restore: the state backend", recoveries, Recovery::restore);
        row(table, "load: the instance", recoveries, Recovery::load);
        row(table, "first step", recoveries, Recovery::firstStep);
        row(table, "**failure to first new step done**", recoveries, Recovery::total);
        row(table, "replay: first step to the failed one", recoveries, Recovery::replay);
        row(table, "**failure to caught up**", recoveries, Recovery::caughtUp);
        row(table, "steps replayed (a count)", recoveries, Recovery::replayedSteps);
        return table.build();
    }

    private static void row(
            Table.Builder table,
            String part,
            List<Recovery> recoveries,
            ToDoubleFunction<Recovery> figure) {
        Series series = series(recoveries, figure);
        table.row(
                part,
                Text.number(series.percentile(0.5)),
                Text.number(series.percentile(0.95)),
                Text.number(series.minimum()),
                Text.number(series.maximum()));
    }

    private static Target target(Trial trial, List<Recovery> recoveries) {
        Series seconds = series(recoveries, recovery -> recovery.total() / 1_000);
        return Target.ofFigure(
                SUITE,
                trial.state().megabytes() + " MB: failure to first new step, p50, seconds",
                seconds.percentile(0.5),
                seconds,
                Target.Direction.MAX,
                trial.seconds());
    }

    private static Series series(List<Recovery> recoveries, ToDoubleFunction<Recovery> figure) {
        return new Series(recoveries.stream().mapToDouble(figure).boxed().toList());
    }

    private static List<String> setting() {
        return List.of(
                "an mlp with Adam over ready-made batches of "
                        + ROWS
                        + " rows, in an embedded Flink and broker",
                "before every failure a checkpoint is completed, then a step at a seeded random distance throws;"
                        + " "
                        + WARM_UPS
                        + " failures to warm up are not counted",
                "a first step counts when it is done; restored state includes the batches that were queued",
                "back-off as after a first failure (it does not grow here)");
    }
}
