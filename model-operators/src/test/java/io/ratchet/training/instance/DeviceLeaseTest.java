package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
        try (DeviceLease first = DeviceLease.take(new ComputeDevice.Auto(), List.of(), two);
                DeviceLease second = DeviceLease.take(new ComputeDevice.Auto(), List.of(), two)) {
            assertThat(List.of(first.device(), second.device()))
                    .containsExactlyInAnyOrder(gpu(0), gpu(1));
        }
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
                .hasMessageContaining("the engine Pretence 1.0 sees 0 GPUs");
        assertThatThrownBy(() -> DeviceLease.take(gpu(1), List.of(), one))
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
