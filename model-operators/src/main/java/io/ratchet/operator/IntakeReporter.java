package io.ratchet.operator;

import io.ratchet.operator.live.LiveInstance;
import io.ratchet.training.batch.PartitionIntake;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Tells the job manager what the runs of one subtask have taken in, where partitions take turns.
 *
 * <p>A change is told after {@link #DELAY_MILLIS} at the latest, with all that came meanwhile. The
 * last change before nothing more arrives is told as well: a source that has been stopped reads on
 * only when it hears of it.
 *
 * <p><b>Threading</b>: the task thread.
 */
final class IntakeReporter {
    /** So often at most; a source stands still for as long where its read-ahead is short. */
    static final long DELAY_MILLIS = 20;

    private final ProcessingTimeService clock;
    private final Consumer<IntakeEvent> jobManager;
    private final Map<String, LiveInstance> changed = new LinkedHashMap<>();
    private @Nullable ScheduledFuture<?> timer;
    private boolean silenced;

    IntakeReporter(ProcessingTimeService clock, Consumer<IntakeEvent> jobManager) {
        this.clock = clock;
        this.jobManager = jobManager;
    }

    /** Whether a run's partitions wait for each other. */
    static boolean isPaced(RunSpec spec) {
        return spec.order() == RecordOrder.TURNS && spec.readsSeveral();
    }

    /** An instance has taken something in. */
    void changed(LiveInstance live) {
        if (!live.isOnly() || !isPaced(live.spec())) {
            return;
        }
        if (timer == null) {
            timer =
                    clock.registerTimer(
                            clock.getCurrentProcessingTime() + DELAY_MILLIS, time -> tell());
        }
        changed.put(live.key(), live);
    }

    /** Says nothing more: the job ends with this savepoint, and the sources with it. */
    void silence() {
        silenced = true;
    }

    /** A run that has ended waits for nobody. */
    private static List<PartitionIntake> intake(LiveInstance live) {
        List<PartitionIntake> intake = live.assembler().intake();
        return live.isLeft()
                ? intake.stream()
                        .map(
                                one ->
                                        new PartitionIntake(
                                                one.partition(), one.position(), one.held()))
                        .toList()
                : intake;
    }

    private void tell() {
        timer = null;
        if (silenced) {
            return;
        }
        changed.forEach((run, live) -> jobManager.accept(new IntakeEvent(run, intake(live))));
        changed.clear();
    }
}
