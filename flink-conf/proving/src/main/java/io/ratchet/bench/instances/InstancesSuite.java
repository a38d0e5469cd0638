package io.ratchet.bench.instances;

import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.BenchContext;
import io.ratchet.bench.measure.Comparison;
import io.ratchet.bench.measure.Suite;
import io.ratchet.bench.measure.SuiteReport;
import io.ratchet.bench.measure.Table;
import io.ratchet.bench.measure.Target;
import io.ratchet.bench.measure.Text;
import io.ratchet.job.cluster.EmbeddedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** Many small models by key: TRAIN's cache over state against a model in a {@code ValueState}. */
public final class InstancesSuite implements Suite {
    private static final String SUITE = "instances";

    /** The cache has room for one of so many instances. */
    private static final int INSTANCES_A_PLACE = 2;

    /** As much of the heap as the cache may take. */
    private static final long MOST_CACHE_BYTES = 2L << 30;

    /** A weight and its two moments. */
    private static final int BYTES_A_WEIGHT = 12;

    @Override
    public String name() {
        return SUITE;
    }

    @Override
    public String question() {
        return "Many small models, one for each key: how many updates a second, against a model in a ValueState on"
                + " RocksDB that is read and written at every batch?";
    }

    @Override
    public SuiteReport run(BenchContext context) throws Exception {
        Table.Builder table =
                new Table.Builder(
                        "Updates",
                        "model",
                        "keys",
                        "cache has room for",
                        "by hand, updates/s",
                        "TRAIN, updates/s",
                        "TRAIN over by hand",
                        "not trained, updates/s",
                        "not trained over by hand",
                        "by hand, bytes a checkpoint",
                        "TRAIN, bytes a checkpoint");
        List<Target> targets = new ArrayList<>();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(new Configuration(), 1)) {
            for (KeyedModel model : KeyedModel.values()) {
                for (int keys : context.pick(List.of(100), List.of(1_000, 100_000))) {
                    context.log().accept(model.text() + ", " + keys + " keys");
                    compare(context, cluster, model, keys, table, targets);
                }
            }
        }
        return new SuiteReport(SUITE, question(), setting(), List.of(table.build()), targets);
    }

    private static void compare(
            BenchContext context,
            EmbeddedCluster cluster,
            KeyedModel model,
            int keys,
            Table.Builder table,
            List<Target> targets)
            throws Exception {
        TimeWindow window =
                TimeWindow.endless(
                        context.pick(Duration.ofMillis(500), Duration.ofSeconds(10)),
                        context.pick(Duration.ofSeconds(1), Duration.ofSeconds(20)));
        Path folder = context.folder().resolve("checkpoints");
        long instanceBytes = BYTES_A_WEIGHT * (long) model.weightCount() + 4096;
        long cacheBytes = Math.min(MOST_CACHE_BYTES, keys / INSTANCES_A_PLACE * instanceBytes);
        KeyedJob byHand = new HandWrittenJob(cluster, folder, model, keys, window);
        KeyedJob train = new TrainJob(cluster, folder, model, keys, cacheBytes, window);
        KeyedJob untrained = new UntrainedJob(cluster, folder, keys, window);
        Comparison.Outcome outcome = context.comparison(0).run(List.of(byHand, train, untrained));
        table.row(
                model.text(),
                Integer.toString(keys),
                Text.percent((double) cacheBytes / instanceBytes / keys),
                Text.series(outcome.series(byHand.name(), KeyedJob.UPDATES)),
                Text.series(outcome.series(train.name(), KeyedJob.UPDATES)),
                Text.ratio(outcome.ratio(KeyedJob.UPDATES, train.name(), byHand.name())),
                Text.series(outcome.series(untrained.name(), KeyedJob.UPDATES)),
                Text.ratio(outcome.ratio(KeyedJob.UPDATES, untrained.name(), byHand.name())),
                Text.series(outcome.series(byHand.name(), KeyedJob.BYTES)),
                Text.series(outcome.series(train.name(), KeyedJob.BYTES)));
        targets.add(
                Target.ofRatio(
                        SUITE,
                        model.text() + ", " + keys + " keys: TRAIN over ValueState by hand",
                        outcome.ratio(KeyedJob.UPDATES, train.name(), byHand.name()),
                        Target.Direction.MIN,
                        3));
    }

    private static List<String> setting() {
        return List.of(
                "batches of "
                        + KeyedModel.ROWS
                        + " rows of "
                        + KeyedModel.FEATURES
                        + " features, made in the job; keys by Zipf's law, exponent 1; Adam",
                "both on RocksDB with incremental checkpoints every 10 s, TRAIN with the product's settings and"
                        + " the other with Flink's; one task; results are thrown away;"
                        + " in each round a job of its own, 10 s unseen, then timed for 20 s",
                "TRAIN's cache has room for half of the instances, and for 2 GB",
                "not trained: the same batches are made, sent, read and thrown away",
                "by hand: forward, backward and Adam in plain Java; weights, moments and step in one float[]");
    }
}
