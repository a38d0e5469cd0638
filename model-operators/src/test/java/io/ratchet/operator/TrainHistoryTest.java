package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.operator.TrainHarness.Gpus;
import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.operator.live.IncompatibleRunException;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.PretendGpus;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.ContractWriter;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import io.ratchet.training.stored.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TRAIN writes down of how a run has come to where it stands. */
final class TrainHistoryTest {
    private static final RunSpec SPEC = Runs.spec("run", 80);
    private static final RestorePoint POINT =
            new RestorePoint(
                    new org.apache.flink.core.fs.Path("file:/nowhere"),
                    new org.apache.flink.core.fs.Path("file:/chk-7"),
                    TrainHarness.RESTORED_ID);

    @TempDir Path models;

    @Test
    void whatIsTakenOverAndAnotherDeviceAreWrittenDownWithTheStep() throws Exception {
        List<Block> blocks = Runs.blocks(SPEC, 1);
        RunSpec slower = Runs.spec("run", SPEC.model(), 0.001, new Until.Offsets(true), 80);
        Gpus gpu = new Gpus(PretendGpus.silent("history", 1), List.of());
        OperatorSubtaskState first;
        try (TrainHarness train = Setup.of(models, SPEC).onHeap().open(null)) {
            train.send(blocks.subList(0, 5));
            first = train.checkpoint(1);
        }
        OperatorSubtaskState second;
        try (TrainHarness train =
                Setup.of(models, slower)
                        .onHeap()
                        .from(POINT)
                        .on(DeviceSettings.of("gpu"), gpu)
                        .open(first)) {
            train.send(blocks.subList(5, 8));
            train.drain();
            second = train.checkpoint(2);

            Resumption entry = last(last(train.states()).history().entries());
            assertThat(entry.number()).isEqualTo(1);
            assertThat(entry.parent()).isEqualTo("file:/chk-7");
            assertThat(entry.step()).isBetween(0L, train.steps().get(0).step() - 1);
            assertThat(entry.changes())
                    .containsExactly(
                            new Change("schedule", "rate 0.01", "rate 0.001"),
                            new Change("engine.device", "cpu", "pretended gpu"));
        }
        try (TrainHarness train = Setup.of(models, slower).onHeap().open(second)) {
            train.send(blocks.subList(8, blocks.size()));
            train.drain();
            train.checkpoint(3);
            train.complete(3);
        }

        JsonNode lineage = lineage();
        assertThat(lineage.at("/environment/engine.device").asText()).isEqualTo("cpu");
        assertThat(lineage.at("/changeable/schedule").asText()).isEqualTo("rate 0.001");
        assertThat(lineage.at("/fixed/seed").asText()).isEqualTo("42");
        assertThat(lineage.at("/history/resumptions").asInt()).isEqualTo(2);
        assertThat(lineage.at("/history/entries/1/changes/1/name").asText())
                .isEqualTo("engine.device");
        assertThat(lineage.at("/history/entries/1/changes/1/now").asText())
                .isEqualTo("pretended gpu");
        assertThat(lineage.at("/history/entries/2/changes/0/now").asText()).isEqualTo("cpu");
    }

    @Test
    void aSmallInstanceHasAHistoryToo() throws Exception {
        RunSpec spec = SmallInstancesTest.run(new ModelSpec.Linear(1), 80);
        List<Block> blocks = Runs.blocks(spec, 1);
        OperatorSubtaskState state;
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(null)) {
            train.send(blocks.subList(0, 5));
            state = train.checkpoint(1);
        }
        for (int restart = 1; restart <= 3; restart++) {
            try (TrainHarness train = Setup.of(models, spec).onHeap().open(state)) {
                train.send(blocks.subList(4 + restart, 5 + restart));
                state = train.checkpoint(1);
                RunStateRecord told = last(train.states());

                assertThat(told.history().resumptions()).isEqualTo(restart);
                assertThat(last(told.history().entries()).changes()).isEmpty();
            }
        }
        RunSpec shorter =
                new RunSpec(
                        spec.run(),
                        spec.generation(),
                        spec.model(),
                        spec.loss(),
                        spec.optimizer(),
                        spec.schedule(),
                        spec.clipNorm(),
                        spec.input(),
                        spec.seed(),
                        new Until.Steps(9),
                        spec.partitions(),
                        spec.order(),
                        spec.refusals(),
                        spec.evaluation(),
                        spec.engine(),
                        RunContract.NONE);
        try (TrainHarness train = Setup.of(models, shorter).onHeap().open(state)) {
            train.send(blocks.subList(8, 9));
            train.checkpoint(1);

            assertThat(last(last(train.states()).history().entries()).changes())
                    .containsExactly(new Change("until", "end of topic, with the rest", "9 steps"));
        }
    }

    @Test
    void whatIsEvictedAndLoadedAgainHasNotBeenInterrupted() throws Exception {
        RunSpec other = Runs.spec("other", 80);
        Setup setup = Setup.of(models, SPEC, other);
        setup =
                setup.with(
                        new TrainSettings(
                                "cpu", 256, 1, 1 << 20, 4, setup.settings().modelDirectory()));
        List<Block> blocks = Runs.blocks(SPEC, 1);
        List<Block> others = Runs.blocks(other, 1);
        try (TrainHarness train = setup.open(null)) {
            for (int index = 0; index < 4; index++) {
                train.send(blocks.subList(index, index + 1));
                train.drain();
                train.send(others.subList(index, index + 1));
                train.drain();
            }
            train.checkpoint(1);

            assertThat(train.states())
                    .isNotEmpty()
                    .allMatch(state -> state.history().resumptions() == 0)
                    .allMatch(state -> state.history().entries().size() == 1);
        }
    }

    @Test
    void whatTheReaderOfTheRecordsAgreedOnIsCompared() throws Exception {
        RunSpec read = SPEC.agreeing(agreed("mean 700.0"));
        OperatorSubtaskState state;
        try (TrainHarness train = Setup.of(models, read).open(null)) {
            train.send(Runs.blocks(SPEC, 1).subList(0, 5));
            state = train.checkpoint(1);
        }
        RunSpec otherwise = SPEC.agreeing(agreed("mean 0.0"));

        assertThatThrownBy(
                        () -> {
                            try (TrainHarness train = Setup.of(models, otherwise).open(state)) {
                                train.send(Runs.blocks(SPEC, 1));
                            }
                        })
                .hasRootCauseInstanceOf(IncompatibleRunException.class)
                .rootCause()
                .hasMessageContaining("input.column.distance: mean 700.0 before, mean 0.0 now");
    }

    @Test
    void aDeliveredModelSaysTheNamesOfItsClasses() throws Exception {
        RunSpec named =
                SPEC.agreeing(
                        new ContractWriter()
                                .mayNotChange(
                                        RunContract.CLASSES,
                                        ContractWriter.quoted(List.of("spam", "a \"b\"\n\\")))
                                .contract());
        try (TrainHarness train = Setup.of(models, named).onHeap().open(null)) {
            train.send(Runs.blocks(named, 1));
            train.drain();
            train.checkpoint(1);
            train.complete(1);
        }

        JsonNode classes = lineage().path("classes");
        assertThat(classes).extracting(JsonNode::asText).containsExactly("spam", "a \"b\"\n\\");
        String inModel = ModelFile.read(delivered(ModelFile.MODEL)).metadata().get("classes");
        assertThat(new ObjectMapper().readTree(inModel)).isEqualTo(classes);
    }

    private static RunContract agreed(String column) {
        return new ContractWriter().mayNotChange("input.column.distance", column).contract();
    }

    private JsonNode lineage() throws IOException {
        return new ObjectMapper().readTree(delivered("lineage.json").toFile());
    }

    private Path delivered(String name) throws IOException {
        try (Stream<Path> files = Files.walk(models)) {
            return files.filter(file -> file.endsWith(name)).findAny().orElseThrow();
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
