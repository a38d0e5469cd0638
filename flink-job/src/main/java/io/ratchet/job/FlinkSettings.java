package io.ratchet.job;

import io.ratchet.job.checkpoint.CertifyingStorageFactory;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.configuration.CheckpointConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.discovery.JobStateBackend;
import io.ratchet.job.resume.JobPlan;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What the job asks of Flink; keys of the configuration's {@code flink} section win. */
public final class FlinkSettings {
    /**
     * Key groups. Fixed for good: a checkpoint can only be restored with the number that it was
     * written with.
     */
    public static final int KEY_GROUPS = 128;

    /** How long a barrier may wait behind batches before it overtakes them. */
    private static final Duration ALIGNMENT = Duration.ofMillis(500);

    private FlinkSettings() {}

    /** The settings of a start. */
    public static Configuration of(JobPlan plan) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, plan.configuration().job());
        flink.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, JobParameters.of(plan).toMap());
        flink.set(CoreOptions.DEFAULT_PARALLELISM, plan.configuration().parallelism());
        flink.set(PipelineOptions.MAX_PARALLELISM, KEY_GROUPS);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // All types are immutable, so that nothing needs a copy between chained operators.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        checkpoints(flink, plan);
        restarts(flink);
        plan.restorePath()
                .ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toString()));
        // Where the sources stood when the job ended: its runs go on where they stand themselves.
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, plan.isBehindEnd());
        // A cluster may say otherwise. Damage that is met twice is the storage's only where every
        // restart reads it.
        flink.set(StateRecoveryOptions.LOCAL_RECOVERY, false);
        plan.configuration().flink().forEach(flink::setString);
        return flink;
    }

    /** The settings that a cluster which is started for a job takes from its configuration. */
    public static Configuration ofCluster(JobConfiguration configuration) {
        Configuration flink = new Configuration();
        // The number of checkpoints that are kept is the cluster's business, not the job's.
        flink.set(
                CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
                configuration.checkpoint().retained());
        configuration.flink().forEach(flink::setString);
        return flink;
    }

    /** What the job asks of RocksDB. */
    public static void rocksDb(Configuration flink) {
        // Weights do not compress; trying to costs the task thread more than half of its time.
        flink.setString("state.backend.rocksdb.compression.per.level", "NO_COMPRESSION");
        // State is written in whole images and read once, when it is loaded: the fewer files an
        // image makes, the less often it is compacted and uploaded again.
        flink.setString("state.backend.rocksdb.writebuffer.size", "256mb");
        flink.setString("state.backend.rocksdb.memory.write-buffer-ratio", "0.8");
        // Where few tensors change, compaction rewrites, and uploads, only files that hold them.
        flink.setString("state.backend.rocksdb.compaction.level.target-file-size-base", "16mb");
        // Without filters, looking for an instance reads a value of every file that might hold it.
        flink.setString("state.backend.rocksdb.use-bloom-filter", "true");
    }

    private static void checkpoints(Configuration flink, JobPlan plan) {
        CheckpointConfiguration checkpoint = plan.configuration().checkpoint();
        flink.set(StateBackendOptions.STATE_BACKEND, JobStateBackend.DEFAULT);
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        rocksDb(flink);
        CertifyingStorageFactory.use(
                flink,
                new Writer(plan.owner().generation(), plan.owner().epoch(), plan.claim().offset()),
                plan.origin().encode());
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, plan.checkpointDirectory().toString());
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, plan.savepointDirectory().toString());
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoint.interval());
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpoint.timeout());
        // Where a step takes long, what lies before TRAIN takes longer: it is stored, not awaited.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        flink.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, ALIGNMENT);
        // Blocks that were still with a source's task come before those that the task which has
        // its partition now sends, also if that is another one at another parallelism.
        flink.set(CheckpointingOptions.UNALIGNED_RECOVER_OUTPUT_ON_DOWNSTREAM, true);
        flink.set(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                checkpoint.interval().dividedBy(2));
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, checkpoint.retained());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    /**
     * Flink restarts at once and for ever: TRAIN's side in the job manager ends the job, and the
     * tasks wait. Flink's exponential delay waits until a point of the wall clock, so that one
     * which jumps back by an hour keeps the job from restarting for an hour.
     */
    static void restarts(Configuration flink) {
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    }
}
