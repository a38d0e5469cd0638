package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Gpus;
import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.training.device.MissingDeviceException;
import io.ratchet.training.device.PretendGpus;
import io.ratchet.training.engine.EngineLibraryException;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From Flink's offer to the device on which instances are made. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DeviceOfferTest {
    private static final RunSpec SPEC = Runs.spec("run", 80);

    @TempDir Path models;

    @Test
    void twoSubtasksOfAProcessGetTwoGpusAndGiveThemBack() throws Exception {
        PretendGpus seen = PretendGpus.silent("two-subtasks", 500);
        Gpus gpus = new Gpus(seen, List.of("411", "410")); // Flink gives each of them both
        try (TrainHarness first = setup("gpu", gpus).open(null);
                TrainHarness second = setup("auto", gpus).open(null)) {
            first.send(Runs.blocks(SPEC, 1));
            second.send(Runs.blocks(SPEC, 1));
            first.drain();
            second.drain();
            assertThat(first.steps()).hasSize(10);
        }
        try (TrainHarness third = setup("gpu", gpus).open(null)) {
            third.send(Runs.blocks(SPEC, 1));
            third.drain();
        }
        assertThat(seen.uses()).containsExactly(410, 411, 410);
    }

    @Test
    void aSubtaskThatDoesNotOpenGivesItsGpuBack() throws Exception {
        PretendGpus seen = PretendGpus.silent("not-opened", 500);
        Gpus gpus = new Gpus(seen, List.of("420", "421"));
        DeviceSettings device = DeviceSettings.of("gpu");
        TrainSettings nowhere =
                new TrainSettings(device, 256, 1 << 26, 1 << 20, 4, "no folder has\0 in its name");
        assertThatThrownBy(() -> setup("gpu", gpus).with(nowhere).open(null))
                .isInstanceOf(InvalidPathException.class);

        try (TrainHarness train = setup("gpu", gpus).open(null)) {
            train.send(Runs.blocks(SPEC, 1).subList(0, 3));
            train.drain();
        }
        assertThat(seen.uses()).containsExactly(420);
    }

    @Test
    void aGpuThatTheEngineDoesNotSeeIsRefusedForGood() {
        Gpus unseen = new Gpus(PretendGpus.silent("unseen", 0), List.of("0", "1"));
        assertThatThrownBy(() -> setup("gpu:1", unseen).open(null))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("'gpu:1' is missing")
                .hasMessageContaining("Flink offers the GPUs [0, 1]")
                .hasMessageContaining("sees 0 GPUs");
    }

    @Test
    void autoTrainsOnTheCpuThen() throws Exception {
        Gpus unseen = new Gpus(PretendGpus.silent("auto-unseen", 0), List.of("0", "1"));
        try (TrainHarness train = setup("auto", unseen).open(null)) {
            train.send(Runs.blocks(SPEC, 1));
            train.drain();
            assertThat(train.states().get(train.states().size() - 1).sha256())
                    .isEqualTo(Runs.plainLoop(SPEC));
        }
    }

    /** The script has failed, or this task manager was given none: the GPUs are others'. */
    @Test
    void whereFlinkSharesGpusOutNoneIsTakenThatItDoesNotOffer() throws Exception {
        PretendGpus seen = PretendGpus.silent("not-offered", 4);
        Gpus none = new Gpus(seen, List.of(), true);
        assertThatThrownBy(() -> setup("gpu", none).open(null))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("'gpu' is configured, but offers none");
        try (TrainHarness train = setup("auto", none).open(null)) {
            train.send(Runs.blocks(SPEC, 1));
            train.drain();
        }
        assertThat(seen.uses()).isEmpty();
    }

    @Test
    void anOfferThatIsNoIndexIsNoneForAutoAndRefusedOtherwise() throws Exception {
        PretendGpus seen = PretendGpus.silent("named", 500);
        Gpus named = new Gpus(seen, List.of("GPU-7f3a"));
        assertThatThrownBy(() -> setup("gpu", named).open(null))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("the index 'GPU-7f3a'")
                .hasMessageContaining("discovery script");
        for (Gpus offered :
                List.of(named, new Gpus(seen, List.of("No devices were found", "431")))) {
            try (TrainHarness train = setup("auto", offered).open(null)) {
                train.send(Runs.blocks(SPEC, 1));
                train.drain();
            }
        }
        assertThat(seen.uses()).as("the CPU, then the one with an index").containsExactly(431);
    }

    /** As those of this machine do where their libtorch is of another version. */
    private static final class OfAnotherVersion extends PretendGpus {
        private static final long serialVersionUID = 1L;

        OfAnotherVersion() {
            super("another-version", 1, -1);
        }

        @Override
        public String engineName() {
            throw new EngineLibraryException("libtorch is 2.5.1, but 2.7.1 is needed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "gpu", "cpu"})
    void librariesThatDoNotGoTogetherEndTheJobForGood(String device) {
        Gpus mismatched = new Gpus(new OfAnotherVersion(), List.of());
        assertThatThrownBy(() -> setup(device, mismatched).open(null))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(EngineLibraryException.class)
                .hasMessageContaining("2.5.1, but 2.7.1");
    }

    @Test
    void runsInPlainJavaNeedNoDevice() throws Exception {
        RunSpec spec = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
        Gpus none = new Gpus(PretendGpus.silent("plain-java", 0), List.of());
        try (TrainHarness train =
                Setup.of(models, spec).on(DeviceSettings.of("gpu"), none).open(null)) {
            assertThat(train.steps()).isEmpty();
        }
    }

    /** Each says in its lineage what its own steps were computed on. */
    @Test
    void besideOneOnAGpuARunInPlainJavaRecordsTheCpu() throws Exception {
        RunSpec inJava = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
        RunSpec onGpu = Runs.spec("on-gpu", 80);
        Gpus one = new Gpus(PretendGpus.silent("mixed", 1), List.of());
        try (TrainHarness train =
                Setup.of(models, inJava, onGpu).on(DeviceSettings.of("gpu"), one).open(null)) {
            train.send(Runs.blocks(inJava, 1));
            train.send(Runs.blocks(onGpu, 1));
            train.drain();
            train.checkpoint(1);
            train.complete(1);
        }
        assertThat(lineage(inJava)).contains("\"engine.device\" : \"cpu\"");
        assertThat(lineage(onGpu)).contains("\"engine.device\" : \"pretended gpu\"");
    }

    private String lineage(RunSpec spec) throws IOException {
        try (Stream<Path> files = Files.walk(models.resolve(spec.run()))) {
            Path lineage =
                    files.filter(file -> file.endsWith("lineage.json")).findAny().orElseThrow();
            return Files.readString(lineage);
        }
    }

    private Setup setup(String device, Gpus gpus) {
        return Setup.of(models, SPEC).on(DeviceSettings.of(device), gpus);
    }
}
