package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ratchet.training.run.RunSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is promised on a GPU, on one; skipped, and said so, where there is none. */
class GpuITCase {
    private static final int STEPS = 40;

    /** Relative, after so many steps: another order of adding up, another rounding. */
    private static final float TOLERANCE = 1e-2f;

    @BeforeAll
    static void needsAGpu() {
        EngineGpus gpus = DeviceLease.gpusOfThisMachine();
        assumeTrue(
                gpus.count() > 0,
                "Skipped: the engine " + gpus.engineName() + " sees no GPU on this machine.");
    }

    @ParameterizedTest
    @MethodSource("io.ratchet.training.instance.Sameness#runs")
    void twoRunsAndAnInterruptedOneEndWithTheSameBits(RunSpec run) {
        try (DeviceLease lease = gpu()) {
            Sameness.check(run, lease);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ratchet.training.instance.Sameness#runsWithoutChance")
    void learnsWhatTheCpuLearns(RunSpec run) {
        try (DeviceLease lease = gpu();
                Instance device = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES).create();
                Instance host = Runs.instance(run)) {
            assertThat(device.fingerprint()).isEqualTo(host.fingerprint());
            Runs.train(device, 0, STEPS);
            Runs.train(host, 0, STEPS);
            float[] expected = host.predict(Runs.batch(run, STEPS));
            float[] actual = device.predict(Runs.batch(run, STEPS));
            for (int at = 0; at < expected.length; at++) {
                assertThat(Math.abs(actual[at] - expected[at]))
                        .isLessThan(TOLERANCE * (1 + Math.abs(expected[at])));
            }
            assertThat(lease.traffic().uploadedBytes()).isPositive();
        }
    }

    @Test
    void tellsItsMemoryAndWhatItIs() {
        try (DeviceLease lease = gpu()) {
            assertThat(lease.memory())
                    .hasValueSatisfying(memory -> assertThat(memory.freeBytes()).isPositive());
            assertThat(EngineSettings.current(lease).device()).contains("compute");
        }
    }

    private static DeviceLease gpu() {
        return DeviceLease.take(new ComputeDevice.AnyGpu(), DeviceLease.gpusOfThisMachine());
    }
}
