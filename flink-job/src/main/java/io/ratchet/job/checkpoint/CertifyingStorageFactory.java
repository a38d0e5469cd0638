package io.ratchet.job.checkpoint;

import java.util.Base64;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * Makes the job's checkpoint storage in the job manager and in every task; Flink knows its name.
 */
public final class CertifyingStorageFactory implements CheckpointStorageFactory<CheckpointStorage> {
    private static final ConfigOption<Integer> GENERATION =
            ConfigOptions.key("ratchet.checkpoint.generation").intType().noDefaultValue();
    private static final ConfigOption<Long> EPOCH =
            ConfigOptions.key("ratchet.checkpoint.epoch").longType().noDefaultValue();
    private static final ConfigOption<Long> CLAIM_OFFSET =
            ConfigOptions.key("ratchet.checkpoint.claim-offset").longType().noDefaultValue();

    private static final ConfigOption<String> ORIGIN =
            ConfigOptions.key("ratchet.checkpoint.origin").stringType().defaultValue("");

    /**
     * Has Flink use it for what a start writes.
     *
     * @param origin what the start says of itself in every checkpoint
     */
    public static void use(Configuration flink, Writer writer, byte[] origin) {
        flink.set(
                CheckpointingOptions.CHECKPOINT_STORAGE, CertifyingStorageFactory.class.getName());
        flink.set(GENERATION, writer.generation());
        flink.set(EPOCH, writer.epoch());
        flink.set(CLAIM_OFFSET, writer.claimOffset());
        flink.set(ORIGIN, Base64.getEncoder().encodeToString(origin));
    }

    @Override
    public CheckpointStorage createFromConfig(ReadableConfig config, ClassLoader classLoader) {
        return new CertifyingStorage(
                FileSystemCheckpointStorage.createFromConfig(config, classLoader),
                new Writer(config.get(GENERATION), config.get(EPOCH), config.get(CLAIM_OFFSET)),
                Base64.getDecoder().decode(config.get(ORIGIN)));
    }
}
