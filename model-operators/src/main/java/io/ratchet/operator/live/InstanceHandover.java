package io.ratchet.operator.live;

import io.ratchet.training.instance.Instance;
import java.util.concurrent.Callable;

/** Hands an instance that was just made over to whoever closes it later. */
public final class InstanceHandover {
    private InstanceHandover() {}

    /**
     * What is made of an instance. Where that fails, nobody has the instance, and it is closed: its
     * memory is not the garbage collector's, and a task that restarts would fill it bit by bit.
     */
    public static <T> T orClose(Instance instance, Callable<T> made) throws Exception {
        try {
            return made.call();
        } catch (Throwable failure) {
            instance.close();
            throw failure;
        }
    }
}
