package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.DeviceMemoryException;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.run.RunSpec;
import java.util.SplittableRandom;
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

    /** With atomic additions, these would differ every time: some 50,000 numbers for each sum. */
    @Test
    void whatIsLookedUpOftenIsAddedUpInOneOrder() {
        try (DeviceLease lease = gpu()) {
            byte[] first = gradientOfLookedUpRows(lease);
            for (int again = 0; again < 10; again++) {
                assertThat(gradientOfLookedUpRows(lease)).isEqualTo(first);
            }
        }
    }

    @Test
    void knowsTheWordsOfMemoryThatHasRunOut() {
        try (DeviceLease lease = gpu();
                NDManager manager = ComputeDevice.engine().newBaseManager(lease.engineDevice())) {
            Shape tooLarge = new Shape(1L << 20, 1L << 20); // 4 TiB
            assertThatThrownBy(() -> manager.zeros(tooLarge))
                    .isInstanceOfSatisfying(
                            RuntimeException.class,
                            failure ->
                                    assertThat(DeviceMemoryException.tells(failure))
                                            .as(failure.toString())
                                            .isTrue());
        }
    }

    private static byte[] gradientOfLookedUpRows(DeviceLease lease) {
        int lookups = 200_000;
        int rows = 4;
        try (NDManager manager = ComputeDevice.engine().newBaseManager(lease.engineDevice());
                GradientCollector collector = ComputeDevice.engine().newGradientCollector()) {
            float[] factors = new float[lookups];
            long[] looked = new long[lookups];
            SplittableRandom random = new SplittableRandom(5);
            for (int at = 0; at < lookups; at++) {
                factors[at] = (float) random.nextDouble(-1, 1);
                looked[at] = random.nextInt(rows);
            }
            NDArray table = manager.ones(new Shape(rows));
            table.setRequiresGradient(true);
            NDArray found = table.gather(manager.create(looked), 0);
            collector.backward(found.mul(manager.create(factors)).sum());
            return table.getGradient().toByteArray();
        }
    }

    private static DeviceLease gpu() {
        return DeviceLease.take(new ComputeDevice.AnyGpu(), DeviceLease.gpusOfThisMachine());
    }
}
