package io.ratchet.bench.measure;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a suite may use.
 *
 * @param folder for whatever it writes; deleted afterwards
 * @param size how much is measured
 * @param rounds rounds that count, where the suite compares by rounds
 * @param log is told what happens
 */
public record BenchContext(Path folder, Size size, int rounds, Consumer<String> log) {
    /** How much is measured. */
    public enum Size {
        /** Enough to see that everything works; the figures mean nothing. */
        SMALL,
        /** What the figures are made of. */
        FULL
    }

    /** Whether only the working is to be seen. */
    public boolean isSmall() {
        return size == Size.SMALL;
    }

    /** One of two values, by size. */
    public <T> T pick(T small, T full) {
        return isSmall() ? small : full;
    }

    /** Comparison by the rounds of this context. */
    public Comparison comparison(int warmUps) {
        return new Comparison(warmUps, rounds, log);
    }
}
