package io.ratchet.job.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.EpochUnit;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.SpecContract;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every part of a run's configuration is changed, one after the other, by reflection: the contract
 * has to show it, or the part has to stand here among those that decide nothing.
 */
class ContractPartsTest {
    /** What decides neither bits nor meaning; each with its reason. */
    private static final Set<String> DECIDES_NOTHING =
            Set.of(
                    // What it is stored under.
                    "RunConfiguration.id",
                    "RunSpec.run",
                    "RunStart.run",
                    // The same as that of the input, which is in the contract.
                    "RunStart.topic",
                    "RunStart.timeMillis",
                    // Where a run that had ended is read on: TRAIN compares it with its own state.
                    "RunStart.ends",
                    "RunStart.goesOn",
                    "RunStart.from",
                    // In the spans, which are in the contract, once the run has begun.
                    "InputConfiguration.fromLatest",
                    "InputConfiguration.readAhead",
                    // Says that another topic is the same.
                    "InputConfiguration.sameRecordsAs",
                    // Its place in a line is told by the fields of the others.
                    "Ignored.name");

    /** Of no meaning to ready-made batches. */
    private static final String BATCH = "InputConfiguration.batchRows";

    /** Of no meaning without a key. */
    private static final String PARTITIONER = "InputConfiguration.partitioner";

    private final Mutations mutations = new Mutations();
    private final Set<String> parts = new TreeSet<>();
    private final Set<String> tried = new TreeSet<>();

    @Test
    void everyPartOfAConfigurationIsInTheContractOrDecidesNothing() {
        for (RunConfiguration run : runs()) {
            boolean tensors = run.input().format() instanceof InputFormat.Tensors;
            boolean keyless = run.input().key().isEmpty();
            assertShown(
                    run,
                    other -> contract(other, start()),
                    part ->
                            (tensors && part.equals(BATCH))
                                    || (keyless && part.equals(PARTITIONER)));
        }
        assertThat(parts).as("parts that could not be changed").isSubsetOf(tried);
        assertThat(mutations.kindsNotSeen())
                .as("kinds that no run here has: add one, and decide on each of its parts")
                .isEmpty();
    }

    @Test
    void everyPartOfWhatWasFixedIsInTheContractOrDecidesNothing() {
        RunConfiguration run = runs().get(1);
        assertShown(
                start(), other -> contract(run, other), part -> part.startsWith("RunContract."));
        assertThat(parts).as("parts that could not be changed").isSubsetOf(tried);
    }

    @Test
    void everyPartOfTheCoresSpecIsInTheContractOrDecidesNothing() {
        for (RunConfiguration run : runs()) {
            assertShown(planned(run, start()).spec(), SpecContract::of, part -> false);
        }
        assertThat(parts).as("parts that could not be changed").isSubsetOf(tried);
    }

    private <T> void assertShown(
            T whole, Function<T, RunContract> contractOf, Predicate<String> excepted) {
        RunContract before = contractOf.apply(whole);
        List<String> hidden = new ArrayList<>();
        mutations.forEach(
                whole,
                (part, changed) -> {
                    RunContract now;
                    try {
                        now = contractOf.apply(changed);
                    } catch (RuntimeException invalid) {
                        return; // a value that no configuration could hold
                    }
                    tried.add(part);
                    if (now.equals(before)
                            && !DECIDES_NOTHING.contains(part)
                            && !excepted.test(part)) {
                        hidden.add(part + " of " + changed);
                    }
                });
        assertThat(hidden).as("parts that changed, and the contract does not show it").isEmpty();
        parts.addAll(mutations.parts(whole));
    }

    private static RunContract contract(RunConfiguration run, RunStart start) {
        if (run.input().format() instanceof InputFormat.Csv csv) {
            csv.decoder(); // refuses a header that does not fit the columns
        }
        return SpecContract.of(planned(run, start).spec());
    }

    private static PlannedRun planned(RunConfiguration run, RunStart start) {
        return new PlannedRun(run, start, InputContract.of(run.input(), start, "now"));
    }

    private static RunStart start() {
        return new RunStart(
                "run",
                1,
                "topic",
                "id",
                List.of(new PartitionSpan(0, 3, 9), new PartitionSpan(1, 4, 8)),
                5,
                RunContract.NONE);
    }

    private static RowSchema everyKindOfColumn() {
        return new RowSchema(
                List.of(
                        new Column.Numeric("n", 2, 3, new MissingNumber.Refuse()),
                        new Column.Numeric("m", 2, 3, new MissingNumber.Fill(7), List.of("NA")),
                        new Column.Hashed("h", 5),
                        new Column.Listed("l", List.of("a", "b")),
                        new Column.Timestamp("t", List.of(TimePart.HOUR, TimePart.MONTH)),
                        new Column.Timestamp(
                                "e",
                                List.of(TimePart.HOUR),
                                new TimeNotation.Epoch(EpochUnit.SECONDS)),
                        new Column.Timestamp(
                                "z",
                                List.of(TimePart.HOUR),
                                new TimeNotation.InZone(ZoneId.of("Europe/Berlin"))),
                        new Column.Timestamp(
                                "d",
                                List.of(TimePart.MONTH),
                                new TimeNotation.Date(DateOrder.DAY_FIRST),
                                List.of("-"),
                                false),
                        new Column.Ignored("i"),
                        new Column.Label("y", new LabelKind.Above(15))));
    }

    private static List<RunConfiguration> runs() {
        RowSchema columns = everyKindOfColumn();
        RowSchema value =
                new RowSchema(
                        List.of(
                                new Column.Hashed("h", 5),
                                new Column.Label("y", new LabelKind.Value())));
        RowSchema classes =
                new RowSchema(
                        List.of(
                                Column.Numeric.unscaled("n"),
                                new Column.Label("y", new LabelKind.Classes(3))));
        TensorSchema tensors =
                new TensorSchema(
                        List.of(
                                TensorSpec.of("x", TensorType.FLOAT32, 1, 4, 4),
                                TensorSpec.of("z", TensorType.FLOAT32, 2)),
                        TensorSpec.of("y", TensorType.INT64),
                        new LabelKind.Classes(3));
        return Stream.of(
                        run(
                                new InputFormat.Csv(columns, columns.names()),
                                Optional.of("key"),
                                new ModelSpec.Tabular(4, List.of(8), 1, 0.1),
                                new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.01),
                                new LearningRateSchedule.Constant(0.1),
                                new Until.Forever()),
                        run(
                                new InputFormat.Json(columns),
                                Optional.empty(),
                                new ModelSpec.Mlp(List.of(8), 1, 0.1),
                                new OptimizerSpec.Sgd(0.9, 0, true, 0.1),
                                new LearningRateSchedule.StepDecay(0.1, 10, 0.5),
                                new Until.Steps(9)),
                        run(
                                new InputFormat.Tensors(tensors),
                                Optional.empty(),
                                new ModelSpec.Convnet(List.of(2), 8, 3, true, 0.1),
                                new OptimizerSpec.Adam(0.9, 0.99, 1e-8, 0.01),
                                new LearningRateSchedule.Cosine(0.1, 50, 0.01),
                                new Until.Samples(9)),
                        run(
                                new InputFormat.Json(value),
                                Optional.empty(),
                                new ModelSpec.Linear(3),
                                new OptimizerSpec.Adagrad(1e-8, 0.1, 0.1, 0.1),
                                new LearningRateSchedule.WarmUp(
                                        5, new LearningRateSchedule.Constant(0.1)),
                                new Until.Offsets(true)),
                        named(),
                        run(
                                new InputFormat.Json(classes),
                                Optional.empty(),
                                new ModelSpec.Custom("a.B", Map.of("width", "3")),
                                new OptimizerSpec.Sgd(0.9, 0.1, false, 0.1),
                                new LearningRateSchedule.Constant(0.1),
                                new Until.Forever()))
                .toList();
    }

    private static RunConfiguration named() {
        RowSchema names =
                new RowSchema(
                        List.of(
                                Column.Numeric.unscaled("n"),
                                new Column.Label("y", new LabelKind.Named(List.of("a", "b")))));
        return run(
                new InputFormat.Csv(names, names.names()),
                Optional.empty(),
                new ModelSpec.Linear(1),
                new OptimizerSpec.Sgd(0.9, 0.1, false, 0.1),
                new LearningRateSchedule.Constant(0.1),
                new Until.Forever());
    }

    private static RunConfiguration run(
            InputFormat format,
            Optional<String> key,
            ModelSpec model,
            OptimizerSpec optimizer,
            LearningRateSchedule schedule,
            Until until) {
        return new RunConfiguration(
                "run",
                new InputConfiguration(
                        "topic",
                        key,
                        KeyPartitioner.KAFKA,
                        format,
                        false,
                        32,
                        64,
                        RecordOrder.TURNS,
                        1000,
                        Optional.empty()),
                model,
                LossSpec.BINARY_CROSS_ENTROPY,
                optimizer,
                schedule,
                1.0,
                42,
                StepEngine.PYTORCH,
                new RunConfiguration.Ending(until, new RefusalLimits(3, 0.5), EvaluationSpec.LOSS));
    }
}
