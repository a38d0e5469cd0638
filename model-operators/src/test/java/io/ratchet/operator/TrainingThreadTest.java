package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.LiveTensors;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingThreadTest {
    @Test
    void aWakeUpThatThrowsReachesTheTaskAndIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch woken = new CountDownLatch(1);
        Runnable wakeUp =
                () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new OutOfMemoryError("drill");
                    }
                    woken.countDown();
                };
        try (TrainingThread training = thread(wakeUp)) {
            training.enqueue(work());

            assertThat(woken.await(30, TimeUnit.SECONDS)).as("the task is woken").isTrue();
            assertThatThrownBy(training::takeResults)
                    .isInstanceOf(TrainingFailedException.class)
                    .hasRootCauseMessage("drill");
            assertThatThrownBy(training::pause).isInstanceOf(TrainingFailedException.class);
        }
        assertThat(calls).hasValue(3);
    }

    @Test
    void closesWhereNobodyCanBeWoken() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        TrainingThread training =
                thread(
                        () -> {
                            called.countDown();
                            throw new IllegalStateException("drill");
                        });
        training.enqueue(work());
        assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();

        training.close();

        assertThatThrownBy(training::takeResults).hasRootCauseMessage("drill");
    }

    private static TrainingThread thread(Runnable wakeUp) {
        Progress progress = Progress.start(EvaluationSpec.LOSS);
        return new TrainingThread(
                "training",
                work -> new Work.Done(work, Optional.empty(), progress, false, false, ""),
                wakeUp);
    }

    private static Work work() {
        RunSpec spec = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
        Instance instance =
                InstanceTemplate.of(spec, ComputeDevice.parse("cpu").resolved(), 256).create();
        return Work.of(
                new LiveInstance(
                        "a",
                        spec,
                        instance,
                        new LiveTensors.Packed(0, 0, instance.packed().orElseThrow()),
                        BatchAssembler.start(spec)),
                new Pending.End(RefusalCounts.NONE));
    }
}
