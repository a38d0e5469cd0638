package io.ratchet.drill.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was seen from outside since a fault.
 *
 * @param fault the fault
 * @param failures when Flink noted failures, in any order; earlier ones are passed over
 * @param tasks every task's newest attempt
 * @param steps the step records in the order of the topic; earlier ones are passed over
 */
public record Timeline(
        Recovery.Fault fault, List<Long> failures, List<TaskTimes> tasks, List<SeenStep> steps) {
    public Timeline {
        failures = List.copyOf(failures);
        tasks = List.copyOf(tasks);
        steps = List.copyOf(steps);
    }

    /** The recovery, once it is over. */
    public Optional<Recovery> recovery() {
        Optional<SeenStep> first = steps.stream().filter(this::isNew).findFirst();
        Optional<SeenStep> caughtUp =
                steps.stream()
                        .filter(this::isNew)
                        .filter(step -> step.step() >= fault.highestStep())
                        .findFirst();
        boolean allRun = tasks.stream().allMatch(task -> task.runningMillis() > 0);
        if (first.isEmpty() || caughtUp.isEmpty() || !allRun) {
            return Optional.empty();
        }
        return Optional.of(
                new Recovery(
                        seconds(detectedMillis()),
                        seconds(restartedMillis()),
                        seconds(restoredMillis()),
                        seconds(OptionalLong.of(fault.sight().millis(first.get()))),
                        seconds(OptionalLong.of(fault.sight().millis(caughtUp.get()))),
                        Math.max(0, fault.highestStep() - first.get().step() + 1)));
    }

    /** When TRAIN was deployed again since the fault, if it was. */
    public OptionalLong restartedMillis() {
        return tasks.stream()
                .filter(TaskTimes::isTrain)
                .mapToLong(TaskTimes::deployedMillis)
                .filter(millis -> millis >= fault.millis())
                .max();
    }

    private OptionalLong detectedMillis() {
        return failures.stream()
                .mapToLong(Long::longValue)
                .filter(millis -> millis >= fault.millis())
                .min();
    }

    private OptionalLong restoredMillis() {
        return tasks.stream()
                .filter(task -> task.deployedMillis() >= fault.millis())
                .mapToLong(TaskTimes::runningMillis)
                .max();
    }

    /** No attempt emits a step before it is deployed; a thawed process may emit old ones late. */
    private boolean isNew(SeenStep step) {
        long from =
                Math.max(
                        fault.resumableMillis().orElse(fault.millis()),
                        fault.sight() == Sight.SEEN
                                ? fault.millis()
                                : restartedMillis().orElse(fault.millis()));
        return fault.sight().millis(step) > from;
    }

    private double seconds(OptionalLong millis) {
        return millis.isPresent() ? (millis.getAsLong() - fault.millis()) / 1_000.0 : Double.NaN;
    }
}
