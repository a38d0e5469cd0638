package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
    @Test
    void currentSettingsNameEverythingThatMayChangeBits() {
        EngineSettings current = EngineSettings.current(new ComputeDevice.Cpu());
        assertThat(current.toMap())
                .containsOnlyKeys("engine", "djl", "java", "cpu", "intra-op-threads", "device")
                .containsEntry("engine", "PyTorch 2.7.1")
                .containsEntry("intra-op-threads", "1")
                .containsEntry("device", "cpu");
        assertThat(EngineSettings.differences(current.toMap(), current)).isEmpty();
    }

    @Test
    void differencesAreReadableAndSoAreSettingsThatWereNotRecorded() {
        EngineSettings now = new EngineSettings("PyTorch 2.7.1", "0.36.0", "17", "x", 2, "cpu");
        EngineSettings before = new EngineSettings("PyTorch 2.7.1", "0.36.0", "17", "x", 1, "cpu");
        assertThat(EngineSettings.differences(before.toMap(), now))
                .containsExactly("intra-op-threads: 1 before, 2 now");
        var stored = before.toMap();
        stored.remove("cpu");
        assertThat(EngineSettings.differences(stored, now))
                .containsExactly("cpu: absent before, x now", "intra-op-threads: 1 before, 2 now");
    }

    @Test
    void vectorsFollowTheEnginesOwnChoice() {
        Set<String> avx512 = Set.of("avx2", "fma", "avx512vl", "avx512bw", "avx512dq");
        assertThat(CpuCapability.vectors(avx512)).isEqualTo("AVX512");
        assertThat(CpuCapability.vectors(Set.of("avx2", "fma"))).isEqualTo("AVX2");
        assertThat(CpuCapability.vectors(Set.of("avx2"))).isEqualTo("DEFAULT");
    }
}
