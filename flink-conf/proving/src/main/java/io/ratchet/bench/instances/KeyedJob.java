package io.ratchet.bench.instances;

import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import io.ratchet.training.batch.Block;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job over keyed batches, timed for a while; a new job every round. */
abstract class KeyedJob implements Contestant {
    /** Batches trained a second. */
    static final String UPDATES = "updates/s";

    /** Bytes of the newest checkpoint that were not in the one before. */
    static final String BYTES = "checkpoint bytes";

    private final EmbeddedCluster cluster;
    private final Path folder;
    private final int keyCount;
    private final TimeWindow window;

    KeyedJob(EmbeddedCluster cluster, Path folder, int keyCount, TimeWindow window) {
        this.cluster = cluster;
        this.folder = folder;
        this.keyCount = keyCount;
        this.window = window;
    }

    /** Sets what it needs beside what all have. */
    void configure(Configuration flink) {}

    /** Trains the batches and gives a record for each. */
    abstract void train(KeyedStream<Block, String> blocks);

    @Override
    public Figures round() throws Exception {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings());
        KeyedStream<Block, String> blocks =
                environment
                        .fromSequence(0, Long.MAX_VALUE - 1)
                        .map(new KeyedBlocks(keyCount))
                        .returns(VersionedTypeInformation.BLOCK)
                        .keyBy(Block::instance, Types.STRING);
        train(blocks);
        StepClock.Timing timing = StepClock.arm(window);
        JobID job = cluster.submit(environment.getStreamGraph());
        try {
            StepClock.Mark begin = timing.awaitBegin(name());
            StepClock.Mark end = timing.awaitEnd(name());
            return Figures.of(UPDATES, begin.stepsPerSecond(end)).and(BYTES, checkpointBytes(job));
        } finally {
            cluster.cancel(job);
            cluster.result(job);
        }
    }

    private double checkpointBytes(JobID job) throws Exception {
        CheckpointStatsSnapshot snapshot =
                cluster.flink().getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        CompletedCheckpointStats newest =
                snapshot == null ? null : snapshot.getHistory().getLatestCompletedCheckpoint();
        return newest == null ? 0 : newest.getCheckpointedSize();
    }

    private Configuration settings() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.toAbsolutePath());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        configure(flink);
        return flink;
    }
}
