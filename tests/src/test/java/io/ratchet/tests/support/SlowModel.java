package io.ratchet.tests.support;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelProvider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A user's model that takes its time where the system property {@link #PACE} asks for it: each step
 * of the process a little longer than the last, so that whoever wants to kill the process finds it
 * training. Its bits do not depend on it.
 */
public final class SlowModel implements ModelProvider {
    /** Microseconds that the first step of the process takes longer. */
    public static final String PACE = "ratchet.proof.pace";

    private static final long PACE_MICROS = Long.getLong(PACE, 0);
    private static final double SLOWER_BY = 1.003;
    private static final long SLOWEST_NANOS = 100_000_000;
    private static final AtomicLong STEPS = new AtomicLong();

    @Override
    public Block block(InputSpec input, Map<String, String> options) {
        return new SequentialBlock()
                .add(LambdaBlock.singleton(array -> pause(array)))
                .add(Linear.builder().setUnits(32).build())
                .add(Activation.tanhBlock())
                .add(Dropout.builder().optRate(0.1f).build())
                .add(Linear.builder().setUnits(1).build());
    }

    private static <T> T pause(T array) {
        if (PACE_MICROS > 0) {
            double nanos =
                    1000.0 * PACE_MICROS * Math.pow(SLOWER_BY, (double) STEPS.getAndIncrement());
            LockSupport.parkNanos((long) Math.min((double) SLOWEST_NANOS, nanos));
        }
        return array;
    }
}
