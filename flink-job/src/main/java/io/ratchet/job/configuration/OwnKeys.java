package io.ratchet.job.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Keys of Flink that a job does not hand on, because a start relies on what it sets itself: where
 * checkpoints are, how they are written and read, and which one is gone on from.
 */
final class OwnKeys {
    private static final Map<String, String> ADVICE = new LinkedHashMap<>();

    static {
        put(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "set checkpoint.directory instead.");
        put(CheckpointingOptions.SAVEPOINT_DIRECTORY, "set checkpoint.savepoints instead.");
        put(
                CheckpointingOptions.CHECKPOINT_STORAGE,
                "take it out: checkpoints are written with a checksum, without which none would be"
                        + " gone on from.");
        put(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR, "take it out.");
        put(
                StateChangelogOptions.ENABLE_STATE_CHANGE_LOG,
                "take it out: what is written with it cannot be checked, so that no later start"
                        + " would go on from it.");
        put(
                PipelineOptions.MAX_PARALLELISM,
                "take it out: a checkpoint is only read with the number that it was written with.");
        put(StateRecoveryOptions.SAVEPOINT_PATH, "set resume instead.");
        put(
                StateRecoveryOptions.LOCAL_RECOVERY,
                "take it out: a restart that reads a copy on a local disk proves nothing of the"
                        + " checkpoint, and one that is whole would be passed over.");
    }

    private OwnKeys() {}

    private static void put(ConfigOption<?> option, String advice) {
        Stream.Builder<String> keys = Stream.<String>builder().add(option.key());
        for (FallbackKey other : option.fallbackKeys()) {
            keys.add(other.getKey());
        }
        keys.build().forEach(key -> ADVICE.put(key, advice));
    }

    /** What is wrong with those that a configuration sets. */
    static List<String> refused(Map<String, String> flink) {
        return flink.keySet().stream()
                .filter(ADVICE::containsKey)
                .map(key -> "sets " + key + ", on which a start relies; " + ADVICE.get(key))
                .toList();
    }
}
