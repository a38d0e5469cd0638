package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Gpus;
import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.training.batch.Block;
import io.ratchet.training.instance.ComputeDevice;
import io.ratchet.training.instance.DeviceLease;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceFootprint;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.instance.PretendGpus;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many instances there are on a device at once. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DeviceRoomTest {
    private static final InstanceFootprint NEEDS = new InstanceFootprint(100, 10);
    private static final List<RunSpec> SPECS =
            List.of(Runs.spec("a", 80), Runs.spec("b", 80), Runs.spec("c", 80));

    @TempDir Path models;

    @Test
    void countsWhatItsInstancesHaveTaken() {
        try (DeviceLease lease = lease(PretendGpus.silent("counted", 1))) {
            DeviceRoom room = new DeviceRoom(lease, new DeviceSettings("gpu", 300, 0));
            assertThat(room.has(NEEDS, 0)).isTrue();
            assertThat(room.has(NEEDS, 200)).isTrue();
            assertThat(room.has(NEEDS, 201)).isFalse();
        }
    }

    @Test
    void asksTheDeviceAndLeavesRoomForSteps() {
        try (DeviceLease lease = lease(new PretendGpus("asked", 1, 160))) {
            assertThat(roomOf(lease, 50).has(NEEDS, 0)).isTrue();
            assertThat(roomOf(lease, 51).has(NEEDS, 0)).isFalse();
        }
    }

    @Test
    void onTheCpuThereIsAlwaysRoom() {
        try (DeviceLease cpu = DeviceLease.of(new ComputeDevice.Cpu())) {
            assertThat(new DeviceRoom(cpu, new DeviceSettings("cpu", 1, 0)).has(NEEDS, 99))
                    .isTrue();
        }
    }

    /** By the limit, and because the device is full. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void instancesAreEvictedBeforeOneMoreIsLoadedAndReturnTheSame(boolean byLimit)
            throws Exception {
        PretendGpus seen = new PretendGpus("evicted-" + byLimit, 1, byLimit ? -1 : 0);
        long room = byLimit ? oneInstance(seen) : DeviceSettings.NO_LIMIT;
        Setup setup =
                Setup.of(models, SPECS.toArray(new RunSpec[0]))
                        .on(new DeviceSettings("gpu", room, 0), new Gpus(seen, List.of()));
        int before = seen.uses().size();
        List<List<Block>> blocks = SPECS.stream().map(spec -> Runs.blocks(spec, 5)).toList();
        int rounds = blocks.get(0).size();
        try (TrainHarness train = setup.open(null)) {
            for (int index = 0; index < rounds; index++) {
                for (List<Block> ofRun : blocks) {
                    train.send(List.of(ofRun.get(index)));
                }
            }
            train.drain();

            // each block finds its instance evicted by the two before it
            assertThat(seen.uses()).hasSize(before + rounds * SPECS.size());
            for (RunSpec spec : SPECS) {
                assertThat(train.states())
                        .filteredOn(state -> state.run().equals(spec.run()))
                        .last()
                        .satisfies(
                                state -> assertThat(state.sha256()).isEqualTo(plain(spec, seen)));
            }
        }
    }

    /** As long as all of them have room, none is loaded twice. */
    @Test
    void instancesStayWhereThereIsRoom() throws Exception {
        PretendGpus seen = new PretendGpus("roomy", 1, 1L << 32);
        Setup setup =
                Setup.of(models, SPECS.toArray(new RunSpec[0]))
                        .on(DeviceSettings.of("gpu"), new Gpus(seen, List.of()));
        List<List<Block>> blocks = SPECS.stream().map(spec -> Runs.blocks(spec, 5)).toList();
        try (TrainHarness train = setup.open(null)) {
            for (int index = 0; index < blocks.get(0).size(); index++) {
                for (List<Block> ofRun : blocks) {
                    train.send(List.of(ofRun.get(index)));
                }
            }
            train.drain();
        }
        assertThat(seen.uses()).hasSize(SPECS.size());
    }

    private static DeviceRoom roomOf(DeviceLease lease, long workspace) {
        return new DeviceRoom(lease, new DeviceSettings("gpu", DeviceSettings.NO_LIMIT, workspace));
    }

    private static long oneInstance(PretendGpus gpus) {
        try (DeviceLease lease = lease(gpus)) {
            return InstanceTemplate.of(SPECS.get(0), lease, 256).footprint().residentBytes();
        }
    }

    private static String plain(RunSpec spec, PretendGpus gpus) {
        try (DeviceLease lease = lease(gpus)) {
            return Runs.plainLoop(spec, lease, Instance::fingerprint);
        }
    }

    private static DeviceLease lease(PretendGpus gpus) {
        return DeviceLease.take(new ComputeDevice.AnyGpu(), List.of(), gpus);
    }
}
