package io.ratchet.job.configuration;

import static io.ratchet.job.setting.Setting.defaulted;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.training.optimizer.LearningRateSchedule;
import java.util.function.DoubleFunction;

/** The learning rate by step: read once that of the optimizer is known. */
final class ScheduleSettings {
    private static final Setting<Long> WARM_UP =
            defaulted(
                    "warmUp",
                    Quantities.whole(0, Long.MAX_VALUE),
                    "0",
                    "Steps of linear warm-up before the schedule's own first step.");

    private ScheduleSettings() {}

    static Kinds<DoubleFunction<LearningRateSchedule>> kinds() {
        return new Kinds<DoubleFunction<LearningRateSchedule>>()
                .or("constant", constant())
                .or("step", step())
                .or("cosine", cosine());
    }

    private static SectionType<DoubleFunction<LearningRateSchedule>> constant() {
        var keys = new Keys("Always the optimizer's learning rate.").with(WARM_UP);
        return keys.readAs(
                constant -> rate -> warmedUp(constant, new LearningRateSchedule.Constant(rate)));
    }

    private static SectionType<DoubleFunction<LearningRateSchedule>> step() {
        var keys = new Keys("Multiplied by a factor every so many steps.");
        var every =
                keys.required(
                        "every", Quantities.whole(1, Long.MAX_VALUE), "Steps between two changes.");
        var factor = keys.defaulted("factor", Quantities.positive(), "0.1", "The factor.");
        keys.with(WARM_UP);
        return keys.readAs(
                step ->
                        rate ->
                                warmedUp(
                                        step,
                                        new LearningRateSchedule.StepDecay(
                                                rate, step.get(every), step.get(factor))));
    }

    private static SectionType<DoubleFunction<LearningRateSchedule>> cosine() {
        var keys = new Keys("Half a cosine from the learning rate down to a floor.");
        var steps =
                keys.required(
                        "steps",
                        Quantities.whole(1, Long.MAX_VALUE),
                        "Steps until the floor is reached.");
        var floor = keys.defaulted("floor", Quantities.notNegative(), "0", "The floor.");
        keys.with(WARM_UP);
        return keys.readAs(
                cosine ->
                        rate -> {
                            double least = cosine.get(floor);
                            if (least > rate) {
                                cosine.fault(
                                        floor,
                                        "is %s, above the optimizer's learning rate %s.",
                                        least,
                                        rate);
                            }
                            return warmedUp(
                                    cosine,
                                    new LearningRateSchedule.Cosine(
                                            rate, cosine.get(steps), Math.min(least, rate)));
                        });
    }

    private static LearningRateSchedule warmedUp(Section section, LearningRateSchedule then) {
        long steps = section.get(WARM_UP);
        return steps == 0 ? then : new LearningRateSchedule.WarmUp(steps, then);
    }
}
