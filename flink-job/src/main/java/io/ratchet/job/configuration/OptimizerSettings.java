package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.training.optimizer.OptimizerSpec;

/**
 * An optimizer as it is configured.
 *
 * @param spec how weights are updated
 * @param learningRate what the schedule begins with
 */
record OptimizerSettings(OptimizerSpec spec, double learningRate) {
    private static final Setting<Double> RATE_OF_SGD = rate("0.01");
    private static final Setting<Double> RATE_OF_ADAM = rate("0.001");
    private static final Setting<Double> BETA1 = beta("beta1", "0.9", "Decay of the first moment.");
    private static final Setting<Double> BETA2 =
            beta("beta2", "0.999", "Decay of the second moment.");
    private static final Setting<Double> EPSILON = epsilon("1e-8");
    private static final Setting<Double> WEIGHT_DECAY =
            notNegative("weightDecay", "0", "Added to the gradient, times the weight.");

    static Kinds<OptimizerSettings> kinds() {
        return new Kinds<OptimizerSettings>()
                .or("sgd", sgd())
                .or("adam", adam())
                .or("adamw", adamw())
                .or("adagrad", adagrad());
    }

    private static SectionType<OptimizerSettings> sgd() {
        var keys = new Keys("Stochastic gradient descent.").with(RATE_OF_SGD);
        var momentum = keys.add(notNegative("momentum", "0", "Weight of the last update."));
        var dampening = keys.add(notNegative("dampening", "0", "Dampening of momentum."));
        var nesterov =
                keys.defaulted(
                        "nesterov",
                        Values.flag(),
                        "false",
                        "Nesterov momentum; needs momentum, and no dampening.");
        keys.with(WEIGHT_DECAY);
        return keys.readAs(
                sgd -> {
                    double kept = sgd.get(momentum);
                    double damped = sgd.get(dampening);
                    boolean looksAhead = sgd.get(nesterov);
                    boolean cannotLook = looksAhead && (kept == 0 || damped != 0);
                    if (cannotLook) {
                        sgd.fault(
                                nesterov,
                                """
                                is true with momentum %s and dampening %s; it needs a momentum \
                                above 0 and no dampening.""",
                                kept,
                                damped);
                    }
                    return new OptimizerSettings(
                            new OptimizerSpec.Sgd(
                                    kept, damped, looksAhead && !cannotLook, sgd.get(WEIGHT_DECAY)),
                            sgd.get(RATE_OF_SGD));
                });
    }

    private static SectionType<OptimizerSettings> adam() {
        var keys = new Keys("Adam.").with(RATE_OF_ADAM, BETA1, BETA2, EPSILON, WEIGHT_DECAY);
        return keys.readAs(
                adam ->
                        new OptimizerSettings(
                                new OptimizerSpec.Adam(
                                        adam.get(BETA1),
                                        adam.get(BETA2),
                                        adam.get(EPSILON),
                                        adam.get(WEIGHT_DECAY)),
                                adam.get(RATE_OF_ADAM)));
    }

    private static SectionType<OptimizerSettings> adamw() {
        var keys =
                new Keys("Adam with decoupled weight decay.")
                        .with(RATE_OF_ADAM, BETA1, BETA2, EPSILON);
        var weightDecay =
                keys.add(
                        notNegative(
                                WEIGHT_DECAY.name(),
                                "0.01",
                                "Share of the weight, times the learning rate, that each step takes"
                                        + " away."));
        return keys.readAs(
                adamw ->
                        new OptimizerSettings(
                                new OptimizerSpec.AdamW(
                                        adamw.get(BETA1),
                                        adamw.get(BETA2),
                                        adamw.get(EPSILON),
                                        adamw.get(weightDecay)),
                                adamw.get(RATE_OF_ADAM)));
    }

    private static SectionType<OptimizerSettings> adagrad() {
        var keys = new Keys("Adagrad.").with(RATE_OF_SGD);
        var epsilon = keys.add(epsilon("1e-10"));
        var sums =
                keys.add(
                        notNegative(
                                "initialAccumulator", "0", "What the sums of squares begin with."));
        var rateDecay =
                keys.add(
                        notNegative(
                                "learningRateDecay", "0", "Decay of the learning rate by step."));
        keys.with(WEIGHT_DECAY);
        return keys.readAs(
                adagrad ->
                        new OptimizerSettings(
                                new OptimizerSpec.Adagrad(
                                        adagrad.get(epsilon),
                                        adagrad.get(sums),
                                        adagrad.get(rateDecay),
                                        adagrad.get(WEIGHT_DECAY)),
                                adagrad.get(RATE_OF_SGD)));
    }

    private static Setting<Double> rate(String fallback) {
        return Setting.defaulted(
                "learningRate", Quantities.positive(), fallback, "What the schedule begins with.");
    }

    private static Setting<Double> beta(String name, String fallback, String meaning) {
        return Setting.defaulted(name, Quantities.notNegative(1), fallback, meaning);
    }

    private static Setting<Double> epsilon(String fallback) {
        return Setting.defaulted(
                "epsilon", Quantities.positive(), fallback, "Added to the denominator.");
    }

    private static Setting<Double> notNegative(String name, String fallback, String meaning) {
        return Setting.defaulted(name, Quantities.notNegative(), fallback, meaning);
    }
}
