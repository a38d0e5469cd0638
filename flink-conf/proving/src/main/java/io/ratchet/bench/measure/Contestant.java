package io.ratchet.bench.measure;

/**
 * One of the things that are compared.
 *
 * <p><b>Lifecycle</b>: made, some rounds to warm up, some that count, closed.
 */
public interface Contestant extends AutoCloseable {
    /** Its name in tables, unique in its comparison. */
    String name();

    /** Runs once and tells what was measured: the same figures in every round. */
    Figures round() throws Exception;

    @Override
    default void close() {}
}
