package io.ratchet.training.engine;

import java.util.function.Supplier;

/**
 * What a process has one of, whatever loads this class: each job on a task manager comes with a
 * class loader of its own, and so with static fields of its own, but all of them share one engine
 * and its GPUs. Such things are kept with the system properties, which the JVM has one of; so they
 * must be of the JDK's types.
 */
public final class ProcessWide {
    private static final String PREFIX = "io.ratchet.process-wide.";

    private ProcessWide() {}

    /**
     * The one of a name.
     *
     * @param first makes it where nobody has asked for it before
     */
    public static <T> T of(String name, Class<T> type, Supplier<T> first) {
        return type.cast(
                System.getProperties().computeIfAbsent(PREFIX + name, absent -> first.get()));
    }
}
