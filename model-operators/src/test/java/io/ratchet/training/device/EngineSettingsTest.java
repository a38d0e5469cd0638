package io.ratchet.training.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.engine.CpuCapability;
import io.ratchet.training.run.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(Change.between(current.toMap(), current.toMap())).isEmpty();
    }

    @Test
    void differencesAreReadableAndSoAreSettingsThatWereNotRecorded() {
        EngineSettings now = new EngineSettings("PyTorch 2.7.1", "0.36.0", "17", "x", 2, "cpu");
        EngineSettings before = new EngineSettings("PyTorch 2.7.1", "0.36.0", "17", "x", 1, "cpu");
        assertThat(Change.between(before.toMap(), now.toMap()).stream().map(Change::text))
                .containsExactly("intra-op-threads: 1 before, 2 now");
        var stored = before.toMap();
        stored.remove("cpu");
        assertThat(Change.between(stored, now.toMap()).stream().map(Change::text))
                .containsExactly("cpu: absent before, x now", "intra-op-threads: 1 before, 2 now");
    }

    @Test
    void aProcessorIsToldAsFinelyAsTheLibrariesChoose() {
        List<String> lines =
                List.of(
                        "vendor_id\t: GenuineIntel",
                        "cpu family\t: 6",
                        "model\t\t: 143",
                        "model name\t: any",
                        "flags\t\t: fma avx avx2 avx512f avx512bw avx512vl avx512dq");
        List<String> withVnni = new ArrayList<>(lines);
        withVnni.set(4, lines.get(4) + " avx512_vnni");
        String plain = CpuCapability.of("amd64", lines, Map.of());

        assertThat(plain).isEqualTo("amd64 GenuineIntel 6/143 AVX512 avx512_core");
        assertThat(CpuCapability.of("amd64", withVnni, Map.of()))
                .isEqualTo("amd64 GenuineIntel 6/143 AVX512 avx512_core_vnni");
        assertThat(CpuCapability.of("amd64", lines, Map.of("MKL_CBWR", "AVX2", "HOME", "/")))
                .isEqualTo(plain + " MKL_CBWR=AVX2");
    }

    @Test
    void vectorsFollowTheEnginesOwnChoice() {
        Set<String> avx512 = Set.of("avx2", "fma", "avx512vl", "avx512bw", "avx512dq");
        assertThat(CpuCapability.vectors(avx512)).isEqualTo("AVX512");
        assertThat(CpuCapability.vectors(Set.of("avx2", "fma"))).isEqualTo("AVX2");
        assertThat(CpuCapability.vectors(Set.of("avx2"))).isEqualTo("DEFAULT");
    }
}
