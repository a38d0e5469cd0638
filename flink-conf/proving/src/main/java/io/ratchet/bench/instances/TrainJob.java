package io.ratchet.bench.instances;

import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.job.FlinkSettings;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.operator.TrainOperatorFactory;
import io.ratchet.operator.TrainSettings;
import io.ratchet.operator.failure.FailureBounds;
import io.ratchet.operator.failure.FailurePolicy;
import io.ratchet.operator.failure.FailureTable;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.WholenessCheck;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import io.ratchet.training.batch.Block;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** With TRAIN: live instances are a write-back cache over state. */
final class TrainJob extends KeyedJob {
    private static final long QUEUE_BYTES = 64L << 20;
    private static final int QUEUE_BATCHES = 64;

    private final KeyedModel model;
    private final TrainSettings settings;

    TrainJob(
            EmbeddedCluster cluster,
            Path folder,
            KeyedModel model,
            int keyCount,
            long cacheBytes,
            TimeWindow window) {
        super(cluster, folder, keyCount, window);
        this.model = model;
        this.settings =
                new TrainSettings(
                        "cpu",
                        TrainSettings.DEFAULT_CHUNK_BYTES,
                        cacheBytes,
                        QUEUE_BYTES,
                        QUEUE_BATCHES,
                        folder.resolve("models").toString());
    }

    @Override
    public String name() {
        return "TRAIN";
    }

    @Override
    void configure(Configuration flink) {
        FlinkSettings.rocksDb(flink);
    }

    @Override
    void train(KeyedStream<Block, String> blocks) {
        blocks.transform(
                        "TRAIN",
                        VersionedTypeInformation.STEP_RECORD,
                        new TrainOperatorFactory(
                                List.of(model.spec()),
                                settings,
                                new StepClock(),
                                RestorePoint.nothing(
                                        new org.apache.flink.core.fs.Path("file:///nowhere")),
                                new FailurePolicy(
                                        "bench",
                                        settings.modelDirectory(),
                                        FailureTable.of(List.of()),
                                        new FailureBounds(1, Duration.ofMinutes(1))),
                                WholenessCheck.NONE))
                .sinkTo(new DiscardingSink<>());
    }
}
