package io.ratchet.job.configuration;

import static io.ratchet.job.setting.Setting.defaulted;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.ModelSpec;
import java.util.List;
import java.util.Map;

/** The models, each with its settings. */
final class ModelSettings {
    static final Setting<Integer> OUTPUTS =
            defaulted(
                    "outputs",
                    Quantities.integer(1, 1_000_000),
                    "1",
                    "Width of the output: 1, or the number of classes.");
    private static final Setting<List<Integer>> HIDDEN =
            defaulted(
                    "hidden",
                    Quantities.integers(1, 100_000),
                    "[64, 32]",
                    "Widths of the hidden layers.");
    private static final Setting<Double> DROPOUT =
            defaulted(
                    "dropout",
                    Quantities.notNegative(1),
                    "0",
                    "Probability with which a hidden activation is dropped.");

    private ModelSettings() {}

    static Kinds<ModelSpec> kinds() {
        return new Kinds<ModelSpec>()
                .or("linear", linear())
                .or("mlp", mlp())
                .or("tabular", tabular())
                .or("convnet", convnet())
                .or("custom", custom());
    }

    private static SectionType<ModelSpec> linear() {
        var keys = new Keys("One linear layer over all features.").with(OUTPUTS);
        return keys.readAs(model -> new ModelSpec.Linear(model.get(OUTPUTS)));
    }

    private static SectionType<ModelSpec> mlp() {
        var keys =
                new Keys("A multilayer perceptron over numeric features or one tensor.")
                        .with(HIDDEN, OUTPUTS, DROPOUT);
        return keys.readAs(
                model ->
                        new ModelSpec.Mlp(
                                model.get(HIDDEN), model.get(OUTPUTS), model.get(DROPOUT)));
    }

    private static SectionType<ModelSpec> tabular() {
        var keys =
                new Keys(
                        "Embeddings of the categorical features beside the numeric ones, then a"
                                + " multilayer perceptron.");
        var embedding =
                keys.defaulted(
                        "embedding",
                        Quantities.integer(1, 10_000),
                        "8",
                        "Width of every embedding.");
        var distribution =
                keys.defaulted(
                        "embeddingInit",
                        Values.choice(
                                EmbeddingInit.Distribution::code,
                                EmbeddingInit.Distribution.values()),
                        EmbeddingInit.DEFAULT.distribution().code(),
                        "The distribution of what embeddings begin with, around 0.");
        var scale =
                keys.defaulted(
                        "embeddingScale",
                        Quantities.positive(EmbeddingInit.LARGEST_SCALE),
                        String.valueOf(EmbeddingInit.DEFAULT.scale()),
                        "Its standard deviation where it is `normal`, its bound where it is"
                                + " `uniform`. Large values are noise in the rows of ids that are"
                                + " seldom seen.");
        keys.with(HIDDEN, OUTPUTS, DROPOUT);
        return keys.readAs(
                model ->
                        new ModelSpec.Tabular(
                                model.get(embedding),
                                new EmbeddingInit(model.get(distribution), model.get(scale)),
                                model.get(HIDDEN),
                                model.get(OUTPUTS),
                                model.get(DROPOUT)));
    }

    private static SectionType<ModelSpec> convnet() {
        var keys =
                new Keys(
                        "3×3 convolutions, each followed by ReLU and 2×2 pooling, then one hidden"
                                + " layer; over one tensor of channels, height, width.");
        var channels =
                keys.defaulted(
                        "channels",
                        Quantities.integers(1, 10_000),
                        "[16, 32]",
                        "Output channels of the convolutions.");
        var hidden =
                keys.defaulted(
                        HIDDEN.name(),
                        Quantities.integer(1, 100_000),
                        "128",
                        "Width of the hidden layer.");
        keys.with(OUTPUTS);
        var batchNorm =
                keys.defaulted(
                        "batchNorm",
                        Values.flag(),
                        "false",
                        "Whether batch normalisation follows each convolution.");
        keys.with(DROPOUT);
        return keys.readAs(
                model ->
                        new ModelSpec.Convnet(
                                model.get(channels),
                                model.get(hidden),
                                model.get(OUTPUTS),
                                model.get(batchNorm),
                                model.get(DROPOUT)));
    }

    private static SectionType<ModelSpec> custom() {
        var keys = new Keys("A model of your own.");
        var provider =
                keys.required(
                        "class",
                        Values.text(),
                        "A class on the class path that implements `ModelProvider`.");
        var options = keys.optional("options", Values.entries(), "Handed to it.");
        return keys.readAs(
                model ->
                        new ModelSpec.Custom(
                                model.get(provider), model.get(options).orElse(Map.of())));
    }
}
