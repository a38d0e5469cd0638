package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import org.junit.jupiter.api.Test;

/** Which keys of Flink a job does not hand on. */
class OwnKeysTest {
    @Test
    void refusesWhatAStartReliesOn() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        flink:
                                          state.checkpoints.dir: /elsewhere
                                          execution.checkpointing.storage: filesystem
                                          state.changelog.enabled: true
                                          pipeline.max-parallelism: 64
                                          execution.state-recovery.from-local: true
                                          state.backend.type: hashmap
                                        """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sets state.checkpoints.dir")
                .hasMessageContaining("checkpoint.directory instead")
                .hasMessageContaining("sets execution.checkpointing.storage")
                .hasMessageContaining("sets state.changelog.enabled")
                .hasMessageContaining("sets pipeline.max-parallelism")
                .hasMessageContaining("sets execution.state-recovery.from-local")
                .hasMessageNotContaining("state.backend.type");
    }

    @Test
    void handsOnWhatItDoesNotRelyOn() {
        assertThat(read("flink: {state.backend.type: hashmap}\n").flink())
                .containsEntry("state.backend.type", "hashmap");
    }

    private static JobConfiguration read(String more) {
        return ConfigurationReader.read("test", Configurations.MINIMAL + more);
    }
}
