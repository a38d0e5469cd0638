package io.ratchet.training.run;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelCode;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * The contract of a spec: what the core knows of a run, and with it what whoever reads the records
 * has agreed on. The run's id is what it is stored under.
 */
public final class SpecContract {
    /** The part that tells where a run ends in its partitions. */
    public static final String ENDS = "input.ends";

    private SpecContract() {}

    /** The contract of a spec. */
    public static RunContract of(RunSpec spec) {
        ContractWriter writer = new ContractWriter();
        writer.mayNotChange("generation", spec.generation())
                .mayNotChange("seed", spec.seed())
                .mayNotChange("loss", spec.loss().code())
                .mayNotChange("evaluation", spec.evaluation().code())
                .mayNotChange("order", spec.order().code())
                .mayNotChange("engine", spec.engine().code())
                .mayChange("schedule", text(spec.schedule()))
                .mayChange("clip-norm", clipNorm(spec.clipNorm()))
                .mayChange("until", text(spec.until()))
                .mayChange(ENDS, ends(spec))
                .mayChange("refusal-limit", spec.refusals().batchesInRow())
                .mayChange("refused-share", spec.refusals().share());
        write(spec.model(), writer);
        write(spec.optimizer(), writer);
        write(spec.input(), writer);
        for (PartitionSpan span : spec.partitions()) {
            write(span, writer);
        }
        return writer.contract().and(spec.agreed());
    }

    private static void write(ModelSpec model, ContractWriter writer) {
        writer.mayNotChange("model", model.code());
        if (model instanceof ModelSpec.Linear linear) {
            writer.mayNotChange("model.outputs", linear.outputs());
        } else if (model instanceof ModelSpec.Mlp mlp) {
            writer.mayNotChange("model.hidden", mlp.hidden())
                    .mayNotChange("model.outputs", mlp.outputs())
                    .mayNotChange("model.dropout", mlp.dropout());
        } else if (model instanceof ModelSpec.Tabular tabular) {
            // What they began with is in the rows of all ids, most of all in those seldom seen.
            writer.mayNotChange("model.embedding", tabular.embedding())
                    .mayNotChange("model.embedding-init", tabular.init().distribution().code())
                    .mayNotChange("model.embedding-scale", tabular.init().scale())
                    .mayNotChange("model.hidden", tabular.hidden())
                    .mayNotChange("model.outputs", tabular.outputs())
                    .mayNotChange("model.dropout", tabular.dropout());
        } else if (model instanceof ModelSpec.Convnet convnet) {
            writer.mayNotChange("model.channels", convnet.channels())
                    .mayNotChange("model.hidden", convnet.hidden())
                    .mayNotChange("model.outputs", convnet.outputs())
                    .mayNotChange("model.batch-norm", convnet.batchNorm())
                    .mayNotChange("model.dropout", convnet.dropout());
        } else if (model instanceof ModelSpec.Custom custom) {
            writer.mayNotChange("model.class", custom.className())
                    .mayChange("model.code", ModelCode.of(custom.className()));
            custom.options()
                    .forEach((key, value) -> writer.mayNotChange("model.options." + key, value));
        } else {
            throw unknown(model);
        }
    }

    private static void write(OptimizerSpec optimizer, ContractWriter writer) {
        writer.mayNotChange("optimizer", optimizer.code())
                .mayNotChange("optimizer.moments", optimizer.momentNames());
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            writer.mayChange("optimizer.momentum", sgd.momentum())
                    .mayChange("optimizer.dampening", sgd.dampening())
                    .mayChange("optimizer.nesterov", sgd.nesterov())
                    .mayChange("optimizer.weight-decay", sgd.weightDecay());
        } else if (optimizer instanceof OptimizerSpec.Adam adam) {
            writer.mayChange("optimizer.beta1", adam.beta1())
                    .mayChange("optimizer.beta2", adam.beta2())
                    .mayChange("optimizer.epsilon", adam.epsilon())
                    .mayChange("optimizer.weight-decay", adam.weightDecay());
        } else if (optimizer instanceof OptimizerSpec.AdamW adamW) {
            writer.mayChange("optimizer.beta1", adamW.beta1())
                    .mayChange("optimizer.beta2", adamW.beta2())
                    .mayChange("optimizer.epsilon", adamW.epsilon())
                    .mayChange("optimizer.weight-decay", adamW.weightDecay());
        } else if (optimizer instanceof OptimizerSpec.Adagrad adagrad) {
            // What the sums began with is in every sum: another value now would be no other run's.
            writer.mayNotChange("optimizer.initial-accumulator", adagrad.initialAccumulator())
                    .mayChange("optimizer.epsilon", adagrad.epsilon())
                    .mayChange("optimizer.learning-rate-decay", adagrad.learningRateDecay())
                    .mayChange("optimizer.weight-decay", adagrad.weightDecay());
        } else {
            throw unknown(optimizer);
        }
    }

    private static void write(InputSpec input, ContractWriter writer) {
        if (input instanceof InputSpec.Rows rows) {
            writer.mayNotChange("input", "rows")
                    .mayNotChange("input.numeric", rows.numericCount())
                    .mayNotChange("input.cardinalities", rows.cardinalities())
                    .mayNotChange("input.batch", rows.batchRows());
        } else if (input instanceof InputSpec.Tensors tensors) {
            writer.mayNotChange("input", "tensors");
            for (int index = 0; index < tensors.features().size(); index++) {
                writer.mayNotChange("input.feature." + index, text(tensors.features().get(index)));
            }
            writer.mayNotChange("input.label", text(tensors.label()));
        } else {
            throw unknown(input);
        }
    }

    private static void write(PartitionSpan span, ContractWriter writer) {
        String reads = span.watched() ? "input.watched." : "input.partition.";
        writer.mayNotChange(reads + span.partition(), "from " + span.begin());
    }

    /** Where the run ends in each partition; another only where it has ended and goes on. */
    private static String ends(RunSpec spec) {
        String ends =
                spec.partitions().stream()
                        .filter(span -> span.end() != PartitionSpan.OPEN)
                        .sorted(Comparator.comparingInt(PartitionSpan::partition))
                        .map(span -> span.partition() + " to " + span.end())
                        .collect(Collectors.joining(", "));
        return ends.isEmpty() ? "none" : ends;
    }

    private static String text(InputSpec.FeatureTensor tensor) {
        return tensor.name() + " " + tensor.type().code() + " " + tensor.sampleShape();
    }

    private static String clipNorm(double norm) {
        return norm == RunSpec.NO_CLIPPING ? "none" : Double.toString(norm);
    }

    private static String text(Until until) {
        if (until instanceof Until.Steps steps) {
            return steps.count() + " steps";
        }
        if (until instanceof Until.Samples samples) {
            return samples.count() + " samples";
        }
        if (until instanceof Until.Offsets offsets) {
            return offsets.trainsRest() ? "end of topic, with the rest" : "end of topic";
        }
        if (until instanceof Until.Forever) {
            return "forever";
        }
        throw unknown(until);
    }

    /** What is left out of a contract could change without being noticed. */
    private static IllegalStateException unknown(Object part) {
        return new IllegalStateException("No parts of a contract for " + part + ".");
    }

    private static String text(LearningRateSchedule schedule) {
        if (schedule instanceof LearningRateSchedule.StepDecay decay) {
            return "rate "
                    + decay.rate()
                    + ", times "
                    + decay.factor()
                    + " every "
                    + decay.everySteps()
                    + " steps";
        }
        if (schedule instanceof LearningRateSchedule.Cosine cosine) {
            return "rate "
                    + cosine.rate()
                    + ", along a cosine to "
                    + cosine.floor()
                    + " in "
                    + cosine.totalSteps()
                    + " steps";
        }
        if (schedule instanceof LearningRateSchedule.WarmUp warmUp) {
            return "up in " + warmUp.steps() + " steps, then " + text(warmUp.then());
        }
        return "rate " + ((LearningRateSchedule.Constant) schedule).rate();
    }
}
