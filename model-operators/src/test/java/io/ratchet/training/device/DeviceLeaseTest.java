package io.ratchet.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeviceLeaseTest {
    /** Indices that no other test leases. */
    private static final List<Integer> OWN = List.of(400, 401);

    private final PretendGpus gpus = PretendGpus.silent("leases", 500);

    @Test
    void twoWhoAskGetTwoGpusAndAThirdSharesOne() {
        try (DeviceLease first = take("gpu");
                DeviceLease second = take("auto");
                DeviceLease third = take("gpu");
                DeviceLease fourth = take("gpu")) {
            assertThat(List.of(first.device(), second.device(), third.device(), fourth.device()))
                    .containsExactly(gpu(400), gpu(401), gpu(400), gpu(401));
        }
    }

    @Test
    void whatIsGivenBackIsTakenAgain() {
        try (DeviceLease kept = take("gpu")) {
            DeviceLease second = take("gpu");
            second.close();
            second.close(); // must not give back what somebody else has
            try (DeviceLease again = take("gpu");
                    DeviceLease shared = take("gpu")) {
                assertThat(kept.device()).isEqualTo(gpu(400));
                assertThat(again.device()).isEqualTo(gpu(401));
                assertThat(shared.device()).isEqualTo(gpu(400));
            }
        }
    }

    @Test
    void theOneThatIsNamedIsTakenHoweverManyHaveIt() {
        try (DeviceLease first = take("gpu:401");
                DeviceLease second = take("gpu:401")) {
            assertThat(first.device()).isEqualTo(gpu(401));
            assertThat(second.device()).isEqualTo(gpu(401));
        }
    }

    @Test
    void withoutAnOfferAllThatTheEngineSeesMayBeTaken() {
        PretendGpus two = PretendGpus.silent("two", 2);
        try (DeviceLease first = DeviceLease.take(new ComputeDevice.Auto(), two);
                DeviceLease second = DeviceLease.take(new ComputeDevice.Auto(), two)) {
            assertThat(List.of(first.device(), second.device()))
                    .containsExactlyInAnyOrder(gpu(0), gpu(1));
        }
    }

    /** Otherwise a task would take a GPU that was given to another process. */
    @Test
    void anOfferOfNoneIsNotAnOfferOfAll() {
        PretendGpus two = PretendGpus.silent("not-given", 2);
        try (DeviceLease lease = DeviceLease.take(new ComputeDevice.Auto(), List.of(), two)) {
            assertThat(lease.device()).isEqualTo(new ComputeDevice.Cpu());
        }
        assertThatThrownBy(() -> DeviceLease.take(new ComputeDevice.AnyGpu(), List.of(), two))
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("'gpu' is configured, but offers none")
                .hasMessageContaining("sees 2 GPUs");
    }

    @Test
    void whoTakesIndicesAsksWhetherTheyCanBeTrusted() {
        PretendGpus trusted = PretendGpus.silent("trusted", 500);
        DeviceLease.take(new ComputeDevice.AnyGpu(), trusted).close();
        assertThat(trusted.doubts()).isZero();
        DeviceLease.take(new ComputeDevice.AnyGpu(), OWN, trusted).close();
        assertThat(trusted.doubts()).isEqualTo(1);
    }

    @Test
    void theLastOneToGoReleasesWhatTheEngineKeeps() {
        PretendGpus kept = PretendGpus.silent("kept", 500);
        List<Integer> only = List.of(402);
        DeviceLease first = DeviceLease.take(new ComputeDevice.AnyGpu(), only, kept);
        DeviceLease second = DeviceLease.take(new ComputeDevice.AnyGpu(), only, kept);
        first.close();
        assertThat(kept.releases()).isZero();
        second.close();
        assertThat(kept.releases()).isEqualTo(1);
    }

    @Test
    void autoIsTheCpuWhereTheEngineSeesNoneOfTheOffer() {
        PretendGpus none = PretendGpus.silent("none", 0);
        try (DeviceLease lease = DeviceLease.take(new ComputeDevice.Auto(), OWN, none)) {
            assertThat(lease.device()).isEqualTo(new ComputeDevice.Cpu());
            assertThat(lease.isGpu()).isFalse();
        }
    }

    @Test
    void aGpuThatIsMissingIsRefusedWithAllThatWasLookedFor() {
        PretendGpus one = PretendGpus.silent("one", 1);
        assertThatThrownBy(
                        () ->
                                DeviceLease.take(
                                        new ComputeDevice.AnyGpu(), OWN, PretendGpus.silent("", 0)))
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("'gpu' is missing")
                .hasMessageContaining("Flink offers the GPUs [400, 401]")
                .hasMessageContaining("the engine Pretence 1.0 sees 0 GPUs: it only pretends");
        assertThatThrownBy(() -> DeviceLease.take(gpu(1), one))
                .isInstanceOf(MissingDeviceException.class)
                .hasMessageContaining("'gpu:1' is missing")
                .hasMessageContaining("Flink offers no GPU by index")
                .hasMessageContaining("sees 1 GPUs");
        assertThatThrownBy(() -> DeviceLease.take(gpu(399), OWN, gpus))
                .as("one that exists, but was given to somebody else")
                .isInstanceOf(MissingDeviceException.class);
    }

    @Test
    void whoSharesADeviceTakesTurns() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        try (DeviceLease first = take("gpu:400");
                DeviceLease second = take("gpu:400")) {
            List<Thread> threads =
                    List.of(
                            new Thread(() -> takeTurns(first, begin, inside, most)),
                            new Thread(() -> takeTurns(second, begin, inside, most)));
            threads.forEach(Thread::start);
            begin.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(most).hasValue(1);
    }

    /** A training thread wants its next turn at once: it would keep the other one out. */
    @Test
    void whoComesBackAtOnceComesAfterWhoHasWaited() throws Exception {
        try (DeviceLease busy = take("gpu:400");
                DeviceLease patient = take("gpu:400")) {
            for (int round = 0; round < 20; round++) {
                List<String> turns = new ArrayList<>();
                busy.beginTurn();
                Thread waiting =
                        new Thread(
                                () -> {
                                    patient.beginTurn();
                                    turns.add("patient");
                                    patient.endTurn();
                                });
                waiting.start();
                awaitState(waiting, Thread.State.WAITING);

                busy.endTurn();
                busy.beginTurn();
                turns.add("busy");
                busy.endTurn();

                waiting.join();
                assertThat(turns).containsExactly("patient", "busy");
            }
        }
    }

    @Test
    void aTaskThatIsCancelledWaitsForNoTurn() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (DeviceLease busy = take("gpu:400");
                DeviceLease cancelled = take("gpu:400")) {
            busy.beginTurn();
            Thread task =
                    new Thread(
                            () -> end.set(catchThrowable(cancelled::awaitTurn)), "cancelled task");
            task.start();
            awaitState(task, Thread.State.WAITING);

            task.interrupt();

            task.join(TimeUnit.SECONDS.toMillis(20));
            busy.endTurn();
        }
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != state) {
            assertThat(System.nanoTime()).as("%s is %s", thread, state).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void takeTurns(
            DeviceLease lease, CountDownLatch begin, AtomicInteger inside, AtomicInteger most) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int turn = 0; turn < 2000; turn++) {
            lease.beginTurn();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            inside.decrementAndGet();
            lease.endTurn();
        }
    }

    private DeviceLease take(String device) {
        return DeviceLease.take(ComputeDevice.parse(device), OWN, gpus);
    }

    private static ComputeDevice gpu(int index) {
        return new ComputeDevice.Gpu(index);
    }
}
