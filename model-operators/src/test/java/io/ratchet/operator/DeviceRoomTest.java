package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Gpus;
import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.DeviceRoom;
import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.LiveInstances;
import io.ratchet.operator.live.LiveTensors;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.device.PretendGpus;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final InstanceFootprint TABULAR = footprint(SPECS.get(0));

    @TempDir Path models;

    @Test
    void countsWhatItsInstancesHaveTaken() throws Exception {
        try (DeviceLease lease = lease(PretendGpus.silent("counted", 1))) {
            DeviceRoom room = new DeviceRoom(lease, new DeviceSettings("gpu", 300, 0));
            assertThat(evictions(room, NEEDS, 0, 0)).isZero();
            assertThat(evictions(room, NEEDS, 200, 0)).isZero();
            assertThat(evictions(room, NEEDS, 201, 0)).isEqualTo(1);
        }
    }

    @Test
    void asksTheDeviceAndLeavesRoomForSteps() throws Exception {
        try (DeviceLease lease = lease(new PretendGpus("asked", 1, 160))) {
            assertThat(evictions(roomOf(lease, 50), NEEDS, 0, 0)).isZero();
            assertThat(evictions(roomOf(lease, 51), NEEDS, 0, 0)).isEqualTo(1);
        }
    }

    /** A small instance that comes needs little for its own update; a large one is there. */
    @Test
    void leavesRoomForTheUpdateOfWhateverIsThere() throws Exception {
        try (DeviceLease lease = lease(new PretendGpus("updates", 1, 160))) {
            assertThat(evictions(roomOf(lease, 0), NEEDS, 500, 60)).isZero();
            assertThat(evictions(roomOf(lease, 0), NEEDS, 500, 61)).isEqualTo(1);
        }
    }

    @Test
    void whatNeedsNothingOfTheDeviceHasRoomHoweverFullItIs() throws Exception {
        try (DeviceLease lease = lease(new PretendGpus("full", 1, 0))) {
            assertThat(evictions(roomOf(lease, 100), InstanceFootprint.NONE, 500, 50)).isZero();
        }
    }

    @Test
    void onTheCpuThereIsAlwaysRoom() throws Exception {
        try (DeviceLease cpu = DeviceLease.of(new ComputeDevice.Cpu())) {
            DeviceRoom room = new DeviceRoom(cpu, new DeviceSettings("cpu", 1, 0));
            assertThat(evictions(room, NEEDS, 99, 0)).isZero();
        }
    }

    /** Whoever else holds the memory, it is not theirs: evicting all would only cost time. */
    @Test
    void stopsEvictingWhereThatFreesNothing() throws Exception {
        try (DeviceLease lease = lease(new PretendGpus("held", 1, 0))) {
            AtomicInteger evictions = new AtomicInteger();
            String loaded =
                    roomOf(lease, 0)
                            .load(
                                    NEEDS,
                                    () -> taken(1000 - 100L * evictions.get(), 0),
                                    () -> evictions.incrementAndGet() < 10,
                                    () -> "loaded");
            assertThat(loaded).isEqualTo("loaded");
            assertThat(evictions).hasValue(1);
        }
    }

    @Test
    void theLimitHoldsWhateverTheDeviceSays() throws Exception {
        try (DeviceLease lease = lease(new PretendGpus("limit", 1, 0))) {
            DeviceRoom room = new DeviceRoom(lease, new DeviceSettings("gpu", 500, 0));
            AtomicInteger evictions = new AtomicInteger();
            room.load(
                    NEEDS,
                    () -> taken(1000 - 100L * evictions.get(), 0),
                    () -> evictions.incrementAndGet() < 10,
                    () -> "loaded");
            assertThat(evictions).hasValue(6);
        }
    }

    @Test
    void whatTheEngineKeepsIsReleasedBeforeAnInstanceIsEvicted() throws Exception {
        long room = TABULAR.residentBytes() + TABULAR.updateBytes();
        PretendGpus gpus =
                PretendGpus.filling(
                        "keeping", TABULAR.residentBytes() + room, TABULAR.residentBytes());
        try (DeviceLease lease = lease(gpus)) {
            InstanceTemplate template = InstanceTemplate.of(SPECS.get(0), lease, 256);
            try (Instance first = template.create();
                    Instance second = template.create()) {
                assertThat(first.footprint()).isEqualTo(second.footprint());
                assertThat(freeBytes(lease)).isLessThan(room);
            }
            assertThat(freeBytes(lease)).as("kept").isLessThan(room);

            assertThat(evictions(roomOf(lease, 0), TABULAR, 0, 0)).isZero();
        }
    }

    /** Two subtasks start at once on a GPU that has room for one instance. */
    @Test
    void nobodyElseSeesTheSameBytesFreeWhileAnInstanceIsLoaded() throws Exception {
        PretendGpus gpus =
                PretendGpus.filling(
                        "raced",
                        TABULAR.residentBytes() * 3 / 2 + TABULAR.updateBytes(),
                        TABULAR.residentBytes());
        try (DeviceLease one = lease(gpus);
                DeviceLease other = lease(gpus)) {
            InstanceTemplate template = InstanceTemplate.of(SPECS.get(0), one, 256);
            AtomicInteger evictions = new AtomicInteger(-1);
            Thread second =
                    new Thread(() -> evictions.set(evictions(roomOf(other, 0), TABULAR, 0, 0)));
            Instance first =
                    roomOf(one, 0)
                            .load(
                                    TABULAR,
                                    () -> InstanceFootprint.NONE,
                                    () -> false,
                                    () -> {
                                        second.start();
                                        awaitWaitingOrEnd(second);
                                        return template.create();
                                    });
            second.join();
            first.close();

            assertThat(evictions).as("looked for room, and found none").hasValue(1);
        }
    }

    /** By the limit, and because the device is full. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void instancesAreEvictedBeforeOneMoreIsLoadedAndReturnTheSame(boolean byLimit)
            throws Exception {
        PretendGpus seen =
                byLimit
                        ? PretendGpus.silent("by-limit", 1)
                        : PretendGpus.filling(
                                "by-memory",
                                TABULAR.residentBytes() * 3 / 2 + TABULAR.updateBytes(),
                                TABULAR.residentBytes());
        long limit = byLimit ? TABULAR.residentBytes() : DeviceSettings.NO_LIMIT;
        Setup setup =
                Setup.of(models, SPECS.toArray(new RunSpec[0]))
                        .on(new DeviceSettings("gpu", limit, 0), new Gpus(seen, List.of()));
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
            assertThat(seen.uses()).hasSize(rounds * SPECS.size());
            for (RunSpec spec : SPECS) {
                assertThat(train.states())
                        .filteredOn(state -> state.run().equals(spec.run()))
                        .last()
                        .satisfies(state -> assertThat(state.sha256()).isEqualTo(plain(spec)));
            }
        }
    }

    /** It would free nothing: what plain Java computes does not lie on the device. */
    @Test
    void instancesInPlainJavaAreNotEvictedForTheDevice() throws Exception {
        RunSpec inJava = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
        RunSpec onGpu = SPECS.get(0);
        try (DeviceLease lease = lease(PretendGpus.silent("beside-java", 1));
                LiveInstances instances = new LiveInstances(Long.MAX_VALUE)) {
            Instance small = InstanceTemplate.of(inJava, lease, 256).create();
            instances.add(
                    new LiveInstance(
                            "small",
                            inJava,
                            small,
                            new LiveTensors.Packed(0, 0, small.packed().orElseThrow()),
                            BatchAssembler.start(inJava)));
            assertThat(instances.evictableFromDevice()).isNull();

            Instance large = InstanceTemplate.of(onGpu, lease, 256).create();
            Image image = Image.empty(large.tensors().layout(), Image.Handover.COPIED);
            instances.add(
                    new LiveInstance(
                            "large",
                            onGpu,
                            large,
                            new LiveTensors.Chunked(image),
                            BatchAssembler.start(onGpu)));
            assertThat(instances.evictableFromDevice())
                    .isNotNull()
                    .extracting(LiveInstance::key)
                    .isEqualTo("large");
            assertThat(instances.footprint()).isEqualTo(large.footprint());
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

    /** How often an instance is evicted, in vain, before one is loaded. */
    private static int evictions(
            DeviceRoom room, InstanceFootprint needs, long takenBytes, long updateBytes) {
        AtomicInteger evictions = new AtomicInteger();
        try {
            room.load(
                    needs,
                    () -> taken(takenBytes, updateBytes),
                    () -> {
                        evictions.incrementAndGet();
                        return false;
                    },
                    () -> "loaded");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return evictions.get();
    }

    private static InstanceFootprint taken(long bytes, long updateBytes) {
        return new InstanceFootprint(bytes, updateBytes);
    }

    private static long freeBytes(DeviceLease lease) {
        return lease.memory().orElseThrow().freeBytes();
    }

    private static void awaitWaitingOrEnd(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TERMINATED) {
            assertThat(System.nanoTime()).as(thread.toString()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static InstanceFootprint footprint(RunSpec spec) {
        try (DeviceLease lease = lease(PretendGpus.silent("footprint", 1))) {
            return InstanceTemplate.of(spec, lease, 256).footprint();
        }
    }

    private static String plain(RunSpec spec) {
        try (DeviceLease lease = lease(PretendGpus.silent("plain", 1))) {
            return Runs.plainLoop(spec, lease, Instance::fingerprint);
        }
    }

    private static DeviceLease lease(PretendGpus gpus) {
        return DeviceLease.take(new ComputeDevice.AnyGpu(), gpus);
    }
}
