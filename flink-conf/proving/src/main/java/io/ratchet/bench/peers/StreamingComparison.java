package io.ratchet.bench.peers;

import io.ratchet.bench.ftrl.FtrlJob;
import io.ratchet.bench.ftrl.FtrlQuality;
import io.ratchet.bench.job.JobContestant;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.bench.overhead.DecodedBatches;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.operator.TrainSettings;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;

/** Logistic regression on flights, by Ratchet's job and by a job written by hand. */
final class StreamingComparison {
    /** Rows learned a second. */
    static final String ROWS = "rows/s";

    private static final List<Integer> BATCHES = List.of(256, 1_024);
    private static final String FTRL_HEAP = "FTRL by hand, heap";
    private static final String FTRL_ROCKSDB = "FTRL by hand, RocksDB";
    private static final String TOPIC = "peers-flights";
    private static final String OUTPUT = "peers-ftrl";
    private static final float ALPHA = 0.1f;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String RUN =
            """
            runs:
              - id: run
                input:
                  topic: peers-flights
                  format: json
                  batch: %1$s
                  columns:
                    - {name: date, type: timestamp, parts: [hour, day-of-week]}
                    - {name: delay, type: label, above: 15}
                    - {name: distance, type: numeric, mean: 730, deviation: 570}
                    - {name: origin, type: hashed, buckets: 1024}
                    - {name: destination, type: hashed, buckets: 1024}
                model: {type: linear}
                loss: binary-cross-entropy
                optimizer: {type: adagrad, learningRate: 1.0}
                engine: java
            """;

    /** More than a machine of this class learns in a second; that long is the topic. */
    private static final long ROWS_PER_SECOND = 700_000;

    private static final long SMALL_ROWS = 100_000;

    private final BenchContext context;
    private final long rows;
    private final TimeWindow window;

    StreamingComparison(BenchContext context) {
        this.context = context;
        Duration warmUp = context.pick(Duration.ofMillis(200), Duration.ofSeconds(5));
        Duration length = context.pick(Duration.ofMillis(300), Duration.ofSeconds(20));
        rows = context.pick(SMALL_ROWS, ROWS_PER_SECOND * warmUp.plus(length).toSeconds());
        window = TimeWindow.endless(warmUp, length);
    }

    /** What has come of it. */
    record Result(Comparison.Outcome outcome, Table quality) {}

    Result run() throws Exception {
        List<byte[]> flights = FlightRows.read(context.pick(5_000, Integer.MAX_VALUE));
        Path file = context.folder().resolve("flights.jsonl");
        FlightRows.write(flights, file);
        try (Stage stage = Stage.open(context.folder().resolve("stage"), new Configuration())) {
            context.log().accept("Filling the topic of flights");
            stage.create(OUTPUT);
            stage.load(TOPIC, RecordFile.Json.of(DataFile.of(file)), rows);
            List<Contestant> contestants = new ArrayList<>();
            for (int batch : BATCHES) {
                contestants.add(ratchet(stage, batch));
            }
            contestants.add(ftrl(stage, FTRL_HEAP, "hashmap"));
            contestants.add(ftrl(stage, FTRL_ROCKSDB, "rocksdb"));
            Comparison.Outcome outcome = context.comparison(context.pick(0, 1)).run(contestants);
            return new Result(outcome, quality(stage, flights));
        }
    }

    private static String ratchet(int batch) {
        return String.format(Locale.ROOT, "Ratchet, batch %,d", batch);
    }

    private Contestant ratchet(Stage stage, int batch) {
        JobContestant job =
                new JobContestant(
                        stage,
                        ratchet(batch),
                        "peers-" + batch,
                        RUN.formatted(batch),
                        "interval: 10 s",
                        window.of(rows / batch));
        return new InRows(job, batch);
    }

    private Contestant ftrl(Stage stage, String name, String backend) {
        FtrlJob job =
                new FtrlJob(
                        stage.clients(),
                        TOPIC,
                        OUTPUT,
                        backend,
                        ALPHA,
                        context.folder().resolve("ftrl-checkpoints"),
                        INTERVAL);
        return new FtrlContestant(stage, name, job, window.of(rows / FtrlJob.ROWS_PER_MARK));
    }

    /** All over the same rows, each predicted before it is learned. */
    private static Table quality(Stage stage, List<byte[]> rows) throws IOException {
        int largest = BATCHES.get(BATCHES.size() - 1);
        int count = rows.size() / largest * largest;
        Table.Builder table =
                new Table.Builder(
                        String.format(
                                Locale.ROOT,
                                "One pass over %,d flights, each predicted before it is learned",
                                count),
                        "learner",
                        "AUC",
                        "log-loss");
        for (int batch : BATCHES) {
            Progress progress = onePass(stage, batch, count / batch);
            table.row(
                    ratchet(batch) + ": Adagrad 1.0",
                    digits(progress.auc().area()),
                    digits(progress.lossSum() / progress.samples()));
        }
        FtrlQuality ftrl = FtrlQuality.of(rows.subList(0, count), ALPHA);
        return table.row(
                        "FTRL-proximal: α 0.1, β 1, no λ, one update a row",
                        digits(ftrl.auc()),
                        digits(ftrl.loss()))
                .build();
    }

    private static Progress onePass(Stage stage, int batch, int count) {
        PlannedRun run =
                stage.plan(
                                "peers-quality-" + batch,
                                RUN.formatted(batch) + "    evaluation: auc\n",
                                "interval: 1 d")
                        .runs()
                        .get(0);
        try (Instance instance =
                Instance.create(
                        run.spec(),
                        ComputeDevice.parse("cpu").resolved(),
                        TrainSettings.DEFAULT_CHUNK_BYTES)) {
            for (Batch next : DecodedBatches.read(stage.clients(), run, count)) {
                instance.step(next);
            }
            return instance.progress();
        }
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static Table table(Comparison.Outcome outcome) {
        Table.Builder table =
                new Table.Builder(
                        "Logistic regression on flights (JSON from Kafka, checkpoints every 10 s)",
                        "job",
                        ROWS,
                        "over FTRL by hand, heap");
        for (String contestant : outcome.contestants()) {
            table.row(
                    contestant,
                    Text.series(outcome.series(contestant, ROWS)),
                    contestant.equals(FTRL_HEAP)
                            ? ""
                            : Text.ratio(outcome.ratio(ROWS, contestant, FTRL_HEAP)));
        }
        return table.build();
    }

    static List<Target> targets(String suite, Comparison.Outcome outcome) {
        return BATCHES.stream()
                .map(
                        batch ->
                                Target.ofRatio(
                                        suite,
                                        "streaming logistic regression, rows/s: "
                                                + ratchet(batch)
                                                + ", over FTRL by hand on the heap",
                                        outcome.ratio(ROWS, ratchet(batch), FTRL_HEAP),
                                        Target.Direction.MIN,
                                        1))
                .toList();
    }

    /** Ratchet's job, its steps told as rows. */
    private record InRows(JobContestant job, int batch) implements Contestant {
        @Override
        public String name() {
            return job.name();
        }

        @Override
        public Figures round() throws Exception {
            Double steps = job.round().values().get(JobContestant.STEPS);
            return Figures.of(ROWS, steps == null ? Double.NaN : steps * batch);
        }
    }
}
