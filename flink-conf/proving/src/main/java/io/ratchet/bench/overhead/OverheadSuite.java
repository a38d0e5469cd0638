package io.ratchet.bench.overhead;

import io.ratchet.bench.job.CpuTimes;
import io.ratchet.bench.job.JobContestant;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Ratio;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.model.ModelInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** What the whole job costs against a bare loop. */
public final class OverheadSuite implements Suite {
    private static final String SUITE = "overhead";
    private static final String BARE = "bare loop";
    private static final String STOCK = "stock DJL loop";
    private static final String NO_CHECKPOINTS = "job, no checkpoints";
    private static final String EVERY_10_S = "job, every 10 s";
    private static final String EVERY_1_S = "job, every 1 s";
    private static final String PREPARED_BARE = "bare loop, prepared";
    private static final String PREPARED = "job, every 10 s, prepared";
    private static final String NEVER = "interval: 1 d";
    private static final double INTERVAL_MILLIS = 10_000;

    /** Steps of this length or longer must not be slowed down. */
    private static final double LONG_STEP_MILLIS = 5;

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "Is the whole job, with all its guarantees, as fast as a bare loop over the same batches, without any?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws Exception {
        List<Table> tables = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<Workload> workloads =
                context.isSmall() ? List.of(Workloads.tabular(256, 1_600)) : Workloads.all();
        for (Workload workload : workloads) {
            // A broker of its own: the log of a small machine's page cache should not be shared.
            try (Stage stage =
                    Stage.open(context.folder().resolve(workload.id()), new Configuration())) {
                Comparison.Outcome outcome = compare(context, stage, workload);
                tables.add(table(workload, outcome));
                tables.add(cores(workload, outcome));
                targets.addAll(targets(workload, outcome));
            }
        }
        return new SuiteReport(SUITE, question(), setting(context), tables, targets);
    }

    private Comparison.Outcome compare(BenchContext context, Stage stage, Workload workload)
            throws Exception {
        Duration warmUp = context.pick(Duration.ofMillis(500), Duration.ofSeconds(4));
        Duration loop = context.pick(Duration.ofSeconds(1), Duration.ofSeconds(8));
        Duration job = context.pick(Duration.ofSeconds(1), Duration.ofSeconds(10));
        Duration checkpointed = context.pick(Duration.ofSeconds(2), Duration.ofSeconds(20));
        long steps =
                (long) workload.stepsPerSecond()
                        * (warmUp.plus(checkpointed).toSeconds() + context.pick(2, 5));
        context.log().accept("Filling the topic of " + workload.name());
        stage.load(workload.topic(), file(workload), steps * workload.recordsPerBatch());
        PlannedRun run =
                stage.plan(workload.id() + "-decoded", workload.runs(), NEVER).runs().get(0);
        List<Batch> batches = DecodedBatches.read(stage.clients(), run, context.pick(50, 500));
        List<Contestant> contestants = new ArrayList<>();
        try {
            contestants.add(new BareLoop(BARE, run.spec(), batches, warmUp, loop));
            contestants.add(new StockLoop(STOCK, run.spec(), batches, warmUp, loop));
            TimeWindow window = new TimeWindow(warmUp, job, steps);
            TimeWindow longWindow = new TimeWindow(warmUp, checkpointed, steps);
            contestants.add(job(stage, NO_CHECKPOINTS, workload, "none", NEVER, window));
            contestants.add(job(stage, EVERY_10_S, workload, "10s", "interval: 10 s", longWindow));
            contestants.add(job(stage, EVERY_1_S, workload, "1s", "interval: 1 s", window));
            if (workload.hasPrepared()) {
                addPrepared(contestants, stage, workload, run, batches, loop, longWindow);
            }
            return context.comparison(0).run(contestants);
        } finally {
            for (Contestant contestant : contestants) {
                contestant.close();
            }
        }
    }

    private static void addPrepared(
            List<Contestant> contestants,
            Stage stage,
            Workload workload,
            PlannedRun rows,
            List<Batch> batches,
            Duration loop,
            TimeWindow window)
            throws Exception {
        ModelInput.Ids ids =
                ModelInputs.of(rows.spec().model(), rows.spec().input()).stream()
                        .map(ModelInput::conversion)
                        .filter(ModelInput.Ids.class::isInstance)
                        .map(ModelInput.Ids.class::cast)
                        .findFirst()
                        .orElseThrow();
        stage.create(workload.preparedTopic());
        PreparedTopic.write(
                stage.clients(), workload.preparedTopic(), batches, ids, window.steps());
        PlannedRun run =
                stage.plan(workload.id() + "-prepared", workload.prepared(), NEVER).runs().get(0);
        List<Batch> prepared = DecodedBatches.read(stage.clients(), run, batches.size());
        contestants.add(new BareLoop(PREPARED_BARE, run.spec(), prepared, window.warmUp(), loop));
        contestants.add(
                new JobContestant(
                        stage,
                        PREPARED,
                        workload.id() + "-prepared-10s",
                        workload.prepared(),
                        "interval: 10 s",
                        window));
    }

    private static JobContestant job(
            Stage stage,
            String name,
            Workload workload,
            String suffix,
            String checkpoint,
            TimeWindow window) {
        return new JobContestant(
                stage, name, workload.id() + "-" + suffix, workload.runs(), checkpoint, window);
    }

    private static RecordFile file(Workload workload) {
        return switch (workload.data()) {
            case FLIGHTS -> RecordFile.Json.of(ShippedData.FLIGHTS_2001_SAMPLE);
            case FASHION ->
                    new RecordFile.Idx(
                            ShippedData.FASHION_TRAIN_IMAGES,
                            ShippedData.FASHION_TRAIN_LABELS,
                            workload.rowsPerBatch());
        };
    }

    private static Table table(Workload workload, Comparison.Outcome outcome) {
        Table.Builder table =
                new Table.Builder(
                        workload.name(),
                        "contestant",
                        "rows/s",
                        "ms a step",
                        "over bare loop",
                        "over stock loop",
                        "pause ms a checkpoint",
                        "idle ms a checkpoint");
        for (String contestant : outcome.contestants()) {
            Series steps = outcome.series(contestant, JobContestant.STEPS);
            String bare = contestant.equals(PREPARED) ? PREPARED_BARE : BARE;
            table.row(
                    contestant,
                    Text.number(steps.median() * workload.rowsPerBatch())
                            + " ("
                            + Text.number(steps.minimum() * workload.rowsPerBatch())
                            + " – "
                            + Text.number(steps.maximum() * workload.rowsPerBatch())
                            + ")",
                    Text.number(1000 / steps.median()),
                    Text.ratio(outcome.ratio(JobContestant.STEPS, contestant, bare)),
                    Text.ratio(outcome.ratio(JobContestant.STEPS, contestant, STOCK)),
                    perCheckpoint(outcome, contestant, JobContestant.PAUSE),
                    perCheckpoint(outcome, contestant, JobContestant.IDLE));
        }
        return table.build();
    }

    /** What the jobs' threads do all the time: what is near 1 bounds its job. */
    private static Table cores(Workload workload, Comparison.Outcome outcome) {
        List<String> columns = new ArrayList<>(List.of("job"));
        for (CpuTimes.Part part : CpuTimes.Part.values()) {
            columns.add(part.text());
        }
        Table.Builder table =
                new Table.Builder(
                        workload.name() + ": cores kept busy", columns.toArray(String[]::new));
        for (String contestant : outcome.contestants()) {
            if (outcome.has(contestant, JobContestant.CHECKPOINTS)) {
                List<String> cells = new ArrayList<>(List.of(contestant));
                for (CpuTimes.Part part : CpuTimes.Part.values()) {
                    Series cores = outcome.series(contestant, JobContestant.cores(part));
                    cells.add(Text.number(cores.median()));
                }
                table.row(cells.toArray(String[]::new));
            }
        }
        return table.build();
    }

    private static String perCheckpoint(
            Comparison.Outcome outcome, String contestant, String figure) {
        if (!outcome.has(contestant, figure)
                || outcome.series(contestant, JobContestant.CHECKPOINTS).minimum() < 1) {
            return "";
        }
        return Text.series(outcome.per(contestant, figure, JobContestant.CHECKPOINTS));
    }

    private static List<Target> targets(Workload workload, Comparison.Outcome outcome) {
        List<Target> targets = new ArrayList<>();
        double stepMillis = 1000 / outcome.series(BARE, JobContestant.STEPS).median();
        Ratio overBare = outcome.ratio(JobContestant.STEPS, EVERY_10_S, BARE);
        if (stepMillis >= LONG_STEP_MILLIS) {
            targets.add(
                    Target.ofRatio(
                            SUITE,
                            workload.name() + ": job with 10 s checkpoints over bare loop",
                            overBare,
                            Target.Direction.MIN,
                            0.97));
        }
        if (outcome.series(EVERY_10_S, JobContestant.CHECKPOINTS).minimum() >= 1) {
            Series cost = cost(outcome);
            targets.add(
                    Target.ofFigure(
                            SUITE,
                            workload.name()
                                    + ": (pause + idling behind the flush) / interval at 10 s",
                            cost.median(),
                            cost,
                            Target.Direction.MAX,
                            0.01));
        }
        if (workload.id().equals("mlp")) {
            targets.add(
                    Target.ofRatio(
                            SUITE,
                            workload.name() + ": job with 10 s checkpoints over stock DJL loop",
                            outcome.ratio(JobContestant.STEPS, EVERY_10_S, STOCK),
                            Target.Direction.MIN,
                            1.5));
        }
        return targets;
    }

    private static Series cost(Comparison.Outcome outcome) {
        Series pause = outcome.per(EVERY_10_S, JobContestant.PAUSE, JobContestant.CHECKPOINTS);
        Series idle = outcome.per(EVERY_10_S, JobContestant.IDLE, JobContestant.CHECKPOINTS);
        List<Double> cost = new ArrayList<>();
        for (int round = 0; round < pause.values().size(); round++) {
            cost.add((pause.values().get(round) + idle.values().get(round)) / INTERVAL_MILLIS);
        }
        return new Series(cost);
    }

    private static List<String> setting(BenchContext context) {
        return List.of(
                context.rounds()
                        + " rounds; in each, every contestant trains for some seconds unseen, then is timed"
                        + " (loops 8 s, jobs 10 s, those with checkpoints every 10 s for 20 s)",
                "jobs read a topic of one partition from an embedded broker, in the same process as Flink",
                "prepared: the same rows as safetensors batches, ids and numbers ready for the model",
                "all train with Adam; the stock loop is DJL's Trainer with its Adam, over batches decoded beforehand");
    }
}
