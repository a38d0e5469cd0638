package io.ratchet.training.step.torch;

import ai.djl.pytorch.jni.JniUtils;
import io.ratchet.training.engine.ProcessWide;
import io.ratchet.training.model.SplitMix64;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The engine's generator: one for the whole process, its position cannot be read. So what draws
 * from it is seeded from the run's seed and the step first, and nobody else may draw meanwhile.
 */
final class EngineRandom {
    private static final ReentrantLock DRAWING =
            ProcessWide.of("engine-random", ReentrantLock.class, ReentrantLock::new);

    private EngineRandom() {}

    /** Runs a forward pass that draws: a function of seed and step, whatever other threads do. */
    static <T> T seeded(long runSeed, long step, Supplier<T> forward) {
        DRAWING.lock();
        try {
            JniUtils.setSeed(SplitMix64.seedOf(runSeed, step));
            return forward.get();
        } finally {
            DRAWING.unlock();
        }
    }
}
