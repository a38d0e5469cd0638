package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int STEPS = 150;

    @Test
    void threadsSideBySideGiveTheBitsOfOneAfterTheOther() throws Exception {
        List<RunSpec> runs = List.of(Runs.tabular(), Runs.convnet(), Runs.tabular());
        List<String> oneAfterTheOther = new ArrayList<>();
        for (RunSpec run : runs) {
            oneAfterTheOther.add(fingerprint(run));
        }
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            CyclicBarrier start = new CyclicBarrier(runs.size());
            List<Future<String>> sideBySide = new ArrayList<>();
            for (RunSpec run : runs) {
                sideBySide.add(
                        threads.submit(
                                () -> {
                                    start.await(30, TimeUnit.SECONDS);
                                    return fingerprint(run);
                                }));
            }
            for (int index = 0; index < runs.size(); index++) {
                assertThat(sideBySide.get(index).get(60, TimeUnit.SECONDS))
                        .isEqualTo(oneAfterTheOther.get(index));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anotherThreadMayGoOn() throws Exception {
        RunSpec run = Runs.convnet();
        String here = fingerprint(run);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, STEPS / 2);
            Future<?> rest = thread.submit(() -> Runs.train(instance, STEPS / 2, STEPS));
            rest.get(60, TimeUnit.SECONDS);
            assertThat(instance.fingerprint()).isEqualTo(here);
        } finally {
            thread.shutdownNow();
        }
    }

    private static String fingerprint(RunSpec run) {
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, STEPS);
            return instance.fingerprint();
        }
    }
}
