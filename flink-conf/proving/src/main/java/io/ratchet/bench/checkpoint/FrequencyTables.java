package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.job.JobContestant;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Series;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Low, medium and high frequency: what checkpoints cost, and what a failure costs. */
final class FrequencyTables {
    private static final String NEVER = "no checkpoints";
    private static final int[] STEPS = {5_000, 1_000, 100};
    private static final double HOUR_MILLIS = 3_600_000;

    private final BenchContext context;

    FrequencyTables(BenchContext context) {
        this.context = context;
    }

    /** Tables of models with steps of different length. */
    List<Table> measure() throws Exception {
        List<Table> tables = new ArrayList<>();
        List<DenseState> sizes =
                context.isSmall()
                        ? List.of(DenseState.MB_1)
                        : List.of(DenseState.MB_1, DenseState.MB_7);
        for (DenseState size : sizes) {
            tables.add(measure(size));
        }
        return tables;
    }

    private Table measure(DenseState size) throws Exception {
        String topic = "frequency-" + size.megabytes();
        try (Stage stage = Stage.open(context.folder().resolve(topic), new Configuration())) {
            stage.create(topic);
            Pattern.DENSE.fill(stage, topic, size, records());
            String text = size.runs(topic);
            double stepMillis = stepMillis(stage, topic, text);
            Map<String, Duration> intervals = new LinkedHashMap<>();
            List<Contestant> contestants = new ArrayList<>();
            contestants.add(
                    job(stage, NEVER, topic + "-never", text, "interval: 1 d", Duration.ZERO));
            for (int steps : context.isSmall() ? new int[] {1_000} : STEPS) {
                // 100 ms is the least that a job may be given.
                Duration interval =
                        Duration.ofMillis(Math.max(100, Math.round(steps * stepMillis)));
                String name = String.format(Locale.ROOT, "every %,d steps' time", steps);
                intervals.put(name, interval);
                contestants.add(
                        job(
                                stage,
                                name,
                                topic + "-" + steps,
                                text,
                                "interval: " + interval.toMillis() + " ms",
                                interval));
            }
            Comparison.Outcome outcome = context.comparison(0).run(contestants);
            return table(size, stepMillis, intervals, outcome);
        }
    }

    private double stepMillis(Stage stage, String topic, String text) throws Exception {
        JobContestant alone =
                job(stage, NEVER, topic + "-alone", text, "interval: 1 d", Duration.ZERO);
        return 1_000 / alone.round().values().getOrDefault(JobContestant.STEPS, Double.NaN);
    }

    private JobContestant job(
            Stage stage,
            String name,
            String id,
            String text,
            String checkpoint,
            Duration interval) {
        Duration least = context.pick(Duration.ofSeconds(1), Duration.ofSeconds(5));
        Duration window = interval.multipliedBy(2);
        return new JobContestant(
                stage,
                name,
                id,
                text,
                checkpoint,
                new TimeWindow(
                        context.pick(Duration.ofMillis(500), Duration.ofSeconds(4)),
                        window.compareTo(least) < 0 ? least : window,
                        records()));
    }

    private long records() {
        return context.pick(30_000L, 200_000L);
    }

    private static Table table(
            DenseState size,
            double stepMillis,
            Map<String, Duration> intervals,
            Comparison.Outcome outcome) {
        Table.Builder table =
                new Table.Builder(
                        "Frequency, "
                                + size.megabytes()
                                + " MB dense, "
                                + Text.number(stepMillis)
                                + " ms a step",
                        "checkpoints",
                        "interval",
                        "steps/s",
                        "over none",
                        "(pause + idle) / interval",
                        "steps done again after a failure, expected",
                        "changed GB an hour");
        for (String name : outcome.contestants()) {
            Series steps = outcome.series(name, JobContestant.STEPS);
            Duration interval = intervals.getOrDefault(name, Duration.ZERO);
            boolean some =
                    !interval.isZero()
                            && outcome.series(name, JobContestant.CHECKPOINTS).minimum() >= 1;
            double millis = interval.toMillis();
            table.row(
                    name,
                    some ? Text.number(millis / 1_000) + " s" : "",
                    Text.series(steps),
                    Text.ratio(outcome.ratio(JobContestant.STEPS, name, NEVER)),
                    some ? Text.percent(cost(outcome, name) / millis) : "",
                    some ? Text.number(millis / 2 * steps.median() / 1_000) : "",
                    some ? Text.number(size.byteCount() / 1e9 * HOUR_MILLIS / millis) : "");
        }
        return table.build();
    }

    private static double cost(Comparison.Outcome outcome, String name) {
        return outcome.per(name, JobContestant.PAUSE, JobContestant.CHECKPOINTS).median()
                + outcome.per(name, JobContestant.IDLE, JobContestant.CHECKPOINTS).median();
    }
}
