package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.ValueType;
import io.ratchet.job.setting.Values;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.SafeName;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** The settings of a run. */
final class RunSettings {
    private static final Keys KEYS = new Keys("One run: one training of one model.");

    static final Setting<String> ID =
            KEYS.required(
                    "id",
                    Values.text(SafeName.PATTERN, SafeName.WORDS),
                    "The run's id, unique in the job. Nothing is seeded from it.");
    static final Setting<InputConfiguration> INPUT =
            KEYS.required("input", InputSettings.INPUT, "What it trains on.");
    static final Setting<ModelSpec> MODEL =
            KEYS.required("model", ModelSettings.kinds(), "What it trains.");
    static final Setting<LossSpec> LOSS =
            KEYS.required(
                    "loss",
                    Values.choice(LossSpec::code, LossSpec.values()),
                    "The loss, a mean over the batch's samples.");
    private static final Setting<OptimizerSettings> OPTIMIZER =
            KEYS.required("optimizer", OptimizerSettings.kinds(), "How weights are updated.");
    private static final Setting<DoubleFunction<LearningRateSchedule>> SCHEDULE =
            KEYS.defaulted(
                    "schedule",
                    ScheduleSettings.kinds(),
                    "{type: constant}",
                    "The learning rate by step.");
    private static final Setting<Optional<Double>> CLIP_NORM =
            KEYS.optional(
                    "clipNorm",
                    Quantities.positive(),
                    "The global norm that gradients are scaled down to. Default: no clipping.");
    private static final Setting<Long> SEED =
            KEYS.defaulted(
                    "seed",
                    Quantities.whole(Long.MIN_VALUE, Long.MAX_VALUE),
                    "42",
                    "Of the initial weights, and of everything drawn in a step.");
    static final Setting<StepEngine> ENGINE =
            KEYS.defaulted(
                    "engine",
                    Values.choice(StepEngine::code, StepEngine.values()),
                    StepEngine.PYTORCH.code(),
                    "What computes its steps. `java` is for small models, `linear` or `mlp` without"
                            + " dropout: plain Java on the CPU, whose steps cost microseconds where"
                            + " the calls of a library cost hundreds. The two give different"
                            + " bits.");
    static final Setting<Until> UNTIL =
            KEYS.defaulted(
                    "until",
                    until(),
                    "forever",
                    "When the run has succeeded: `{steps: N}`, `{samples: N}`, `end-of-topic` (the"
                            + " end that the topic has at the run's first start) or `forever`. A"
                            + " run that has ended goes on at the next start if this is more by"
                            + " then, or the topic has more records.");
    private static final Setting<Boolean> TRAINS_REST =
            KEYS.defaulted(
                    "lastBatch",
                    Values.choice("keep", false, "train", true),
                    "keep",
                    "With `until: end-of-topic`: what becomes of the last records, if they do not"
                            + " fill a batch. `keep`: they wait in the run's state and are trained"
                            + " when it is gone on with, so that the bits are those of a run that"
                            + " never ended. `train`: they are trained as a smaller batch.");
    static final Setting<EvaluationSpec> EVALUATION =
            KEYS.defaulted(
                    "evaluation",
                    Values.choice("loss", EvaluationSpec.LOSS, "auc", EvaluationSpec.LOSS_AND_AUC),
                    "loss",
                    "What is measured on every batch before the model learns from it; `auc` adds"
                            + " the area under the ROC curve to the loss.");
    private static final Setting<Integer> REFUSAL_LIMIT =
            KEYS.defaulted(
                    "refusalLimit",
                    Quantities.integer(1, 1_000_000),
                    "100",
                    "So many refused batches in a row make the run diverged.");
    private static final Setting<Double> REFUSED_SHARE =
            KEYS.defaulted(
                    "refusedShare",
                    Quantities.share(),
                    "5 %",
                    "The share of its records that a run may lose. One of which more are refused ends"
                            + " as `refused`: looked at behind the first 1,000 records, behind"
                            + " each 10,000, and at its end over all records, with those that wait"
                            + " because they fill no batch. `100 %` for a run that may lose all of"
                            + " them.");

    static final SectionType<RunConfiguration> RUN = KEYS.readAs(RunSettings::read);

    private RunSettings() {}

    private static ValueType<Until> until() {
        var keys = new Keys("The end of a run, where it is a number. Exactly one of the two.");
        var steps =
                keys.optional("steps", Quantities.whole(1, Long.MAX_VALUE), "After so many steps.");
        var samples =
                keys.optional(
                        "samples",
                        Quantities.whole(1, Long.MAX_VALUE),
                        "After the first step with which so many samples are trained.");
        return Values.<Until>choice(
                        "forever", new Until.Forever(), "end-of-topic", new Until.Offsets(false))
                .or(
                        keys.readAs(until -> counted(until, until.get(steps), until.get(samples))),
                        Function.identity(),
                        "`{steps: N}`, `{samples: N}`, `end-of-topic` or `forever`");
    }

    private static Until counted(Section until, Optional<Long> steps, Optional<Long> samples) {
        if (steps.isPresent() == samples.isPresent()) {
            until.fault("takes exactly one of 'steps' and 'samples'.");
        }
        return steps.<Until>map(Until.Steps::new)
                .or(() -> samples.map(Until.Samples::new))
                .orElse(new Until.Forever());
    }

    private static RunConfiguration read(Section run) {
        String id = run.get(ID);
        InputConfiguration input = run.get(INPUT);
        ModelSpec model = run.get(MODEL);
        LossSpec loss = run.get(LOSS);
        OptimizerSettings optimizer = run.get(OPTIMIZER);
        Until until = run.get(UNTIL);
        boolean trainsRest = run.get(TRAINS_REST);
        RunConfiguration configuration =
                new RunConfiguration(
                        id,
                        judged(input, loss, model),
                        model,
                        loss,
                        optimizer.spec(),
                        run.get(SCHEDULE).apply(optimizer.learningRate()),
                        run.get(CLIP_NORM).orElse(RunSpec.NO_CLIPPING),
                        run.get(SEED),
                        run.get(ENGINE),
                        new RunConfiguration.Ending(
                                until instanceof Until.Offsets
                                        ? new Until.Offsets(trainsRest)
                                        : until,
                                new RefusalLimits(run.get(REFUSAL_LIMIT), run.get(REFUSED_SHARE)),
                                run.get(EVALUATION)));
        if (run.isSound()) {
            RunChecks.check(run, configuration);
        }
        return configuration;
    }

    /** What the loss asks of a label is asked of each record, where it can be. */
    private static InputConfiguration judged(
            InputConfiguration input, LossSpec loss, ModelSpec model) {
        if (input.format().labelClasses().isPresent()) {
            return input;
        }
        OptionalInt classes =
                switch (loss) {
                    case BINARY_CROSS_ENTROPY -> OptionalInt.of(2);
                    case SOFTMAX_CROSS_ENTROPY -> model.outputCount();
                    case SQUARED_ERROR -> OptionalInt.empty();
                };
        return classes.isPresent() && classes.getAsInt() > 1
                ? input.withClasses(classes.getAsInt())
                : input;
    }
}
