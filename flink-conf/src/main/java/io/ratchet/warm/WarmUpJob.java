package io.ratchet.warm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that runs for a moment on a Flink in this process and goes through all that a training job
 * goes through when it moves: it takes an incremental checkpoint from RocksDB, fails, restores, and
 * takes another one.
 */
final class WarmUpJob {
    private static final long LONGEST_SECONDS = 60;

    /** Left alone, it would listen on all interfaces for a moment. */
    private static final String HOST = "localhost";

    /** What matters is that each path is taken, not how often: other processes start as well. */
    private static final double RECORDS_A_SECOND = 2000;

    private WarmUpJob() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("ratchet-warm-up-");
        try {
            run(folder);
        } finally {
            delete(folder);
        }
    }

    private static void run(Path folder) throws Exception {
        Configuration flink = settings(folder);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(flink)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(1)
                                .build());
        try {
            cluster.start();
            JobGraph job = job(flink);
            cluster.submitJob(job).get(LONGEST_SECONDS, TimeUnit.SECONDS);
            // The one restart is used up by then: the job has failed twice, as it should.
            cluster.requestJobResult(job.getJobID()).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } finally {
            cluster.close();
        }
    }

    private static Configuration settings(Path folder) {
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, HOST);
        flink.set(RestOptions.BIND_ADDRESS, HOST);
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(JobManagerOptions.BIND_HOST, HOST);
        flink.set(TaskManagerOptions.BIND_HOST, HOST);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(PipelineOptions.NAME, "warm-up");
        flink.set(CoreOptions.TMP_DIRS, folder.toString());
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.toAbsolutePath());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return flink;
    }

    private static JobGraph job(Configuration flink) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(flink);
        environment.setParallelism(1);
        environment
                .fromSource(
                        new DataGeneratorSource<Long>(
                                number -> number,
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(RECORDS_A_SECOND),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .rebalance()
                .keyBy(number -> number % 8)
                .process(new WarmUpFunction())
                .rebalance()
                .sinkTo(new DiscardingSink<>());
        return environment.getStreamGraph().getJobGraph();
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
