package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.ConfigurationKey.defaulted;
import static io.ratchet.job.configuration.ConfigurationKey.optional;
import static io.ratchet.job.configuration.ConfigurationKey.required;

import io.ratchet.training.model.EmbeddingInit;
import java.util.ArrayList;
import java.util.List;

/** The keys of a run: {@link ConfigurationReference}, continued. */
final class RunReference {
    static final ConfigurationArea RUN =
            new ConfigurationArea(
                    "runs[]",
                    "One run: one training of one model.",
                    List.of(
                            required(
                                    "id",
                                    ConfigurationReference.ID,
                                    "The run's id, unique in the job. Nothing is seeded from it."),
                            required(
                                    "input",
                                    new ValueType.Section("runs[].input"),
                                    "What it trains on."),
                            required(
                                    "model",
                                    new ValueType.Section("runs[].model"),
                                    "What it trains."),
                            required(
                                    "loss",
                                    new ValueType.Choice(
                                            List.of(
                                                    "softmax-cross-entropy",
                                                    "binary-cross-entropy",
                                                    "squared-error")),
                                    "The loss, a mean over the batch's samples."),
                            required(
                                    "optimizer",
                                    new ValueType.Section("runs[].optimizer"),
                                    "How weights are updated."),
                            defaulted(
                                    "schedule",
                                    new ValueType.Section("runs[].schedule"),
                                    "{type: constant}",
                                    "The learning rate by step."),
                            optional(
                                    "clipNorm",
                                    positive(),
                                    "The global norm that gradients are scaled down to. Default: no"
                                            + " clipping."),
                            defaulted(
                                    "seed",
                                    new ValueType.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                                    "42",
                                    "Of the initial weights, and of everything drawn in a step."),
                            defaulted(
                                    "engine",
                                    new ValueType.Choice(List.of("pytorch", "java")),
                                    "pytorch",
                                    "What computes its steps. `java` is for small models, `linear` or"
                                            + " `mlp` without dropout: plain Java on the CPU, whose"
                                            + " steps cost microseconds where the calls of a library"
                                            + " cost hundreds. The two give different bits."),
                            defaulted(
                                    "until",
                                    new ValueType.Section("runs[].until"),
                                    "forever",
                                    "When the run has succeeded: `{steps: N}`, `{samples: N}`,"
                                            + " `end-of-topic` (the end that the topic has at the"
                                            + " run's first start) or `forever`. A run that has ended"
                                            + " goes on at the next start if this is more by then, or"
                                            + " the topic has more records."),
                            defaulted(
                                    "lastBatch",
                                    new ValueType.Choice(List.of("keep", "train")),
                                    "keep",
                                    "With `until: end-of-topic`: what becomes of the last records, if"
                                            + " they do not fill a batch. `keep`: they wait in the"
                                            + " run's state and are trained when it is gone on with,"
                                            + " so that the bits are those of a run that never"
                                            + " ended. `train`: they are trained as a smaller batch."),
                            defaulted(
                                    "evaluation",
                                    new ValueType.Choice(List.of("loss", "auc")),
                                    "loss",
                                    "What is measured on every batch before the model learns from it;"
                                            + " `auc` adds the area under the ROC curve to the loss."),
                            defaulted(
                                    "refusalLimit",
                                    new ValueType.Whole(1, 1_000_000),
                                    "100",
                                    "So many refused batches in a row make the run diverged."),
                            defaulted(
                                    "refusedShare",
                                    new ValueType.Share(),
                                    "5 %",
                                    "The share of its records that a run may lose. One of which more"
                                            + " are refused ends as `refused`: looked at behind the"
                                            + " first 1,000 records, behind each 10,000, and at its"
                                            + " end. `100 %` for a run that may lose all of them.")));

    static final ConfigurationArea UNTIL =
            new ConfigurationArea(
                    "runs[].until",
                    "The end of a run, where it is a number. Exactly one of the two.",
                    List.of(
                            optional(
                                    "steps",
                                    new ValueType.Whole(1, Long.MAX_VALUE),
                                    "After so many steps."),
                            optional(
                                    "samples",
                                    new ValueType.Whole(1, Long.MAX_VALUE),
                                    "After the first step with which so many samples are trained.")));

    private static final ConfigurationKey OUTPUTS =
            defaulted(
                    "outputs",
                    new ValueType.Whole(1, 1_000_000),
                    "1",
                    "Width of the output: 1, or the number of classes.");
    private static final ConfigurationKey HIDDEN =
            defaulted(
                    "hidden",
                    new ValueType.WholeList(1, 100_000),
                    "[64, 32]",
                    "Widths of the hidden layers.");
    private static final ConfigurationKey DROPOUT =
            defaulted(
                    "dropout",
                    new ValueType.Decimal(0, true, 1),
                    "0",
                    "Probability with which a hidden activation is dropped.");

    static final ConfigurationArea LINEAR =
            model("linear", "One linear layer over all features.", List.of(OUTPUTS));
    static final ConfigurationArea MLP =
            model(
                    "mlp",
                    "A multilayer perceptron over numeric features or one tensor.",
                    List.of(HIDDEN, OUTPUTS, DROPOUT));
    static final ConfigurationArea TABULAR =
            model(
                    "tabular",
                    "Embeddings of the categorical features beside the numeric ones, then a"
                            + " multilayer perceptron.",
                    List.of(
                            defaulted(
                                    "embedding",
                                    new ValueType.Whole(1, 10_000),
                                    "8",
                                    "Width of every embedding."),
                            defaulted(
                                    "embeddingInit",
                                    new ValueType.Choice(List.of("normal", "uniform")),
                                    "normal",
                                    "The distribution of what embeddings begin with, around 0."),
                            defaulted(
                                    "embeddingScale",
                                    new ValueType.Decimal(0, false, EmbeddingInit.LARGEST_SCALE),
                                    "0.01",
                                    "Its standard deviation where it is `normal`, its bound where it"
                                            + " is `uniform`. Large values are noise in the rows of"
                                            + " ids that are seldom seen."),
                            HIDDEN,
                            OUTPUTS,
                            DROPOUT));
    static final ConfigurationArea CONVNET =
            model(
                    "convnet",
                    "3×3 convolutions, each followed by ReLU and 2×2 pooling, then one hidden"
                            + " layer; over one tensor of channels, height, width.",
                    List.of(
                            defaulted(
                                    "channels",
                                    new ValueType.WholeList(1, 10_000),
                                    "[16, 32]",
                                    "Output channels of the convolutions."),
                            defaulted(
                                    "hidden",
                                    new ValueType.Whole(1, 100_000),
                                    "128",
                                    "Width of the hidden layer."),
                            OUTPUTS,
                            defaulted(
                                    "batchNorm",
                                    new ValueType.Flag(),
                                    "false",
                                    "Whether batch normalisation follows each convolution."),
                            DROPOUT));
    static final ConfigurationArea CUSTOM =
            model(
                    "custom",
                    "A model of your own.",
                    List.of(
                            required(
                                    "class",
                                    ConfigurationReference.TEXT,
                                    "A class on the class path that implements `ModelProvider`."),
                            optional("options", new ValueType.Entries(), "Handed to it.")));

    private static final ConfigurationKey WEIGHT_DECAY =
            defaulted(
                    "weightDecay", notNegative(), "0", "Added to the gradient, times the weight.");
    private static final ConfigurationKey BETA1 =
            defaulted(
                    "beta1",
                    new ValueType.Decimal(0, true, 1),
                    "0.9",
                    "Decay of the first moment.");
    private static final ConfigurationKey BETA2 =
            defaulted(
                    "beta2",
                    new ValueType.Decimal(0, true, 1),
                    "0.999",
                    "Decay of the second moment.");
    private static final ConfigurationKey EPSILON =
            defaulted("epsilon", positive(), "1e-8", "Added to the denominator.");

    static final ConfigurationArea SGD =
            optimizer(
                    "sgd",
                    "Stochastic gradient descent.",
                    "0.01",
                    List.of(
                            defaulted("momentum", notNegative(), "0", "Weight of the last update."),
                            defaulted("dampening", notNegative(), "0", "Dampening of momentum."),
                            defaulted(
                                    "nesterov",
                                    new ValueType.Flag(),
                                    "false",
                                    "Nesterov momentum; needs momentum, and no dampening."),
                            WEIGHT_DECAY));
    static final ConfigurationArea ADAM =
            optimizer("adam", "Adam.", "0.001", List.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY));
    static final ConfigurationArea ADAMW =
            optimizer(
                    "adamw",
                    "Adam with decoupled weight decay.",
                    "0.001",
                    List.of(
                            BETA1,
                            BETA2,
                            EPSILON,
                            defaulted(
                                    "weightDecay",
                                    notNegative(),
                                    "0.01",
                                    "Share of the weight, times the learning rate, that each step"
                                            + " takes away.")));
    static final ConfigurationArea ADAGRAD =
            optimizer(
                    "adagrad",
                    "Adagrad.",
                    "0.01",
                    List.of(
                            defaulted("epsilon", positive(), "1e-10", "Added to the denominator."),
                            defaulted(
                                    "initialAccumulator",
                                    notNegative(),
                                    "0",
                                    "What the sums of squares begin with."),
                            defaulted(
                                    "learningRateDecay",
                                    notNegative(),
                                    "0",
                                    "Decay of the learning rate by step."),
                            WEIGHT_DECAY));

    private static final ConfigurationKey WARM_UP =
            defaulted(
                    "warmUp",
                    new ValueType.Whole(0, Long.MAX_VALUE),
                    "0",
                    "Steps of linear warm-up before the schedule's own first step.");

    static final ConfigurationArea CONSTANT =
            schedule("constant", "Always the optimizer's learning rate.", List.of(WARM_UP));
    static final ConfigurationArea STEP_DECAY =
            schedule(
                    "step",
                    "Multiplied by a factor every so many steps.",
                    List.of(
                            required(
                                    "every",
                                    new ValueType.Whole(1, Long.MAX_VALUE),
                                    "Steps between two changes."),
                            defaulted("factor", positive(), "0.1", "The factor."),
                            WARM_UP));
    static final ConfigurationArea COSINE =
            schedule(
                    "cosine",
                    "Half a cosine from the learning rate down to a floor.",
                    List.of(
                            required(
                                    "steps",
                                    new ValueType.Whole(1, Long.MAX_VALUE),
                                    "Steps until the floor is reached."),
                            defaulted("floor", notNegative(), "0", "The floor."),
                            WARM_UP));

    private RunReference() {}

    static List<ConfigurationArea> areas() {
        List<ConfigurationArea> areas = new ArrayList<>(List.of(RUN));
        areas.addAll(InputReference.areas());
        areas.addAll(List.of(UNTIL, LINEAR, MLP, TABULAR, CONVNET, CUSTOM));
        areas.addAll(List.of(SGD, ADAM, ADAMW, ADAGRAD, CONSTANT, STEP_DECAY, COSINE));
        return areas;
    }

    private static ConfigurationArea model(
            String type, String meaning, List<ConfigurationKey> keys) {
        return variant("runs[].model", type, meaning, keys);
    }

    private static ConfigurationArea optimizer(
            String type, String meaning, String rate, List<ConfigurationKey> keys) {
        List<ConfigurationKey> all = new ArrayList<>();
        all.add(defaulted("learningRate", positive(), rate, "What the schedule begins with."));
        all.addAll(keys);
        return variant("runs[].optimizer", type, meaning, all);
    }

    private static ConfigurationArea schedule(
            String type, String meaning, List<ConfigurationKey> keys) {
        return variant("runs[].schedule", type, meaning, keys);
    }

    private static ConfigurationArea variant(
            String path, String type, String meaning, List<ConfigurationKey> keys) {
        List<ConfigurationKey> all = new ArrayList<>();
        all.add(required("type", new ValueType.Choice(List.of(type)), "`" + type + "`."));
        all.addAll(keys);
        return new ConfigurationArea(path + " (" + type + ")", meaning, all);
    }

    private static ValueType.Decimal positive() {
        return new ValueType.Decimal(0, false, Double.POSITIVE_INFINITY);
    }

    private static ValueType.Decimal notNegative() {
        return new ValueType.Decimal(0, true, Double.POSITIVE_INFINITY);
    }
}
