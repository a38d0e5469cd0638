package io.ratchet.job.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one run, and checks what its parts demand of each other. */
final class RunReader {
    private static final List<ConfigurationArea> MODELS =
            List.of(
                    RunReference.LINEAR,
                    RunReference.MLP,
                    RunReference.TABULAR,
                    RunReference.CONVNET,
                    RunReference.CUSTOM);
    private static final List<ConfigurationArea> OPTIMIZERS =
            List.of(RunReference.SGD, RunReference.ADAM, RunReference.ADAMW, RunReference.ADAGRAD);
    private static final List<ConfigurationArea> SCHEDULES =
            List.of(RunReference.CONSTANT, RunReference.STEP_DECAY, RunReference.COSINE);

    private RunReader() {}

    /** The run, unless it has faults, which are noted. */
    static Optional<RunConfiguration> read(Section run) {
        int faultsBefore = run.faults().count();
        String id = run.text("id");
        Optional<InputConfiguration> input =
                InputReader.read(run.section("input", InputReference.INPUT));
        Optional<ModelSpec> model = variant(run, "model", MODELS).map(RunReader::model);
        LossSpec loss = loss(run);
        Optional<Section> optimizerSection = variant(run, "optimizer", OPTIMIZERS);
        Optional<OptimizerSpec> optimizer = optimizerSection.map(RunReader::optimizer);
        double rate = optimizerSection.map(section -> section.decimal("learningRate")).orElse(1.0);
        Optional<LearningRateSchedule> schedule =
                variant(run, "schedule", SCHEDULES).map(section -> schedule(section, rate));
        RunConfiguration.Ending ending =
                new RunConfiguration.Ending(
                        until(run),
                        new RefusalLimits(run.integer("refusalLimit"), run.share("refusedShare")),
                        run.choice("evaluation").equals("auc")
                                ? EvaluationSpec.LOSS_AND_AUC
                                : EvaluationSpec.LOSS);
        double clipNorm = run.optionalDecimal("clipNorm").orElse(RunSpec.NO_CLIPPING);
        long seed = run.whole("seed");
        StepEngine engine =
                run.choice("engine").equals(StepEngine.JAVA.code())
                        ? StepEngine.JAVA
                        : StepEngine.PYTORCH;
        if (run.faults().count() != faultsBefore
                || input.isEmpty()
                || model.isEmpty()
                || optimizer.isEmpty()
                || schedule.isEmpty()) {
            return Optional.empty();
        }
        RunConfiguration configuration =
                new RunConfiguration(
                        id,
                        judged(input.get(), loss, model.get()),
                        model.get(),
                        loss,
                        optimizer.get(),
                        schedule.get(),
                        clipNorm,
                        seed,
                        engine,
                        ending);
        RunChecks.check(run, configuration);
        return Optional.of(configuration);
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
                    case SOFTMAX_CROSS_ENTROPY -> RunChecks.outputs(model);
                    case SQUARED_ERROR -> OptionalInt.empty();
                };
        return classes.isPresent() && classes.getAsInt() > 1
                ? input.withClasses(classes.getAsInt())
                : input;
    }

    private static Optional<Section> variant(
            Section run, String name, List<ConfigurationArea> areas) {
        JsonNode given = run.raw(name);
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        return Variants.of(given, run.pathOf(name), areas, run.faults())
                .map(area -> run.section(name, area));
    }

    private static LossSpec loss(Section run) {
        String code = run.choice("loss");
        for (LossSpec loss : LossSpec.values()) {
            if (loss.code().equals(code)) {
                return loss;
            }
        }
        throw new IllegalStateException("No loss has the code '" + code + "'.");
    }

    private static ModelSpec model(Section model) {
        return switch (model.choice("type")) {
            case "linear" -> new ModelSpec.Linear(model.integer("outputs"));
            case "mlp" ->
                    new ModelSpec.Mlp(
                            model.integers("hidden"),
                            model.integer("outputs"),
                            model.decimal("dropout"));
            case "tabular" ->
                    new ModelSpec.Tabular(
                            model.integer("embedding"),
                            new EmbeddingInit(
                                    EmbeddingInit.Distribution.ofCode(
                                            model.choice("embeddingInit")),
                                    model.decimal("embeddingScale")),
                            model.integers("hidden"),
                            model.integer("outputs"),
                            model.decimal("dropout"));
            case "convnet" ->
                    new ModelSpec.Convnet(
                            model.integers("channels"),
                            model.integer("hidden"),
                            model.integer("outputs"),
                            model.flag("batchNorm"),
                            model.decimal("dropout"));
            default -> new ModelSpec.Custom(model.text("class"), model.entries("options"));
        };
    }

    private static OptimizerSpec optimizer(Section section) {
        return switch (section.choice("type")) {
            case "sgd" -> sgd(section);
            case "adam" ->
                    new OptimizerSpec.Adam(
                            section.decimal("beta1"),
                            section.decimal("beta2"),
                            section.decimal("epsilon"),
                            section.decimal("weightDecay"));
            case "adamw" ->
                    new OptimizerSpec.AdamW(
                            section.decimal("beta1"),
                            section.decimal("beta2"),
                            section.decimal("epsilon"),
                            section.decimal("weightDecay"));
            default ->
                    new OptimizerSpec.Adagrad(
                            section.decimal("epsilon"),
                            section.decimal("initialAccumulator"),
                            section.decimal("learningRateDecay"),
                            section.decimal("weightDecay"));
        };
    }

    private static OptimizerSpec sgd(Section section) {
        double momentum = section.decimal("momentum");
        double dampening = section.decimal("dampening");
        boolean nesterov = section.flag("nesterov");
        if (nesterov && (momentum == 0 || dampening != 0)) {
            section.fault(
                    "nesterov",
                    "is true with momentum "
                            + momentum
                            + " and dampening "
                            + dampening
                            + "; it needs a momentum above 0 and no dampening.");
            return new OptimizerSpec.Sgd(0, 0, false, 0);
        }
        return new OptimizerSpec.Sgd(momentum, dampening, nesterov, section.decimal("weightDecay"));
    }

    private static LearningRateSchedule schedule(Section section, double rate) {
        LearningRateSchedule schedule =
                switch (section.choice("type")) {
                    case "constant" -> new LearningRateSchedule.Constant(rate);
                    case "step" ->
                            new LearningRateSchedule.StepDecay(
                                    rate, section.whole("every"), section.decimal("factor"));
                    default ->
                            new LearningRateSchedule.Cosine(
                                    rate, section.whole("steps"), section.decimal("floor"));
                };
        long warmUp = section.whole("warmUp");
        return warmUp == 0 ? schedule : new LearningRateSchedule.WarmUp(warmUp, schedule);
    }

    private static Until until(Section run) {
        JsonNode given = run.raw("until");
        if (given.isObject()) {
            Section until = run.section("until", RunReference.UNTIL);
            if (until.has("steps") == until.has("samples")) {
                run.fault("until", "takes exactly one of 'steps' and 'samples'.");
                return new Until.Forever();
            }
            return until.has("steps")
                    ? new Until.Steps(until.whole("steps"))
                    : new Until.Samples(until.whole("samples"));
        }
        switch (given.asText()) {
            case "forever" -> {
                return new Until.Forever();
            }
            case "end-of-topic" -> {
                return new Until.Offsets(run.choice("lastBatch").equals("train"));
            }
            default -> {
                run.fault(
                        "until",
                        "is "
                                + ValueParser.show(given)
                                + ", but {steps: N}, {samples: N}, end-of-topic or forever is"
                                + " expected.");
                return new Until.Forever();
            }
        }
    }
}
