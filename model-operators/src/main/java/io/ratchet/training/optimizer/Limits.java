package io.ratchet.training.optimizer;

/** The checks that specs make of their numbers; each names the offender. */
final class Limits {
    private Limits() {}

    static void finite(String owner, String name, double value) {
        require(Double.isFinite(value), owner, name, value, "a finite number");
    }

    static void atLeastZero(String owner, String name, double value) {
        require(
                Double.isFinite(value) && value >= 0,
                owner,
                name,
                value,
                "a finite number of at least 0");
    }

    static void aboveZero(String owner, String name, double value) {
        require(Double.isFinite(value) && value > 0, owner, name, value, "a finite number above 0");
    }

    static void share(String owner, String name, double value) {
        require(value >= 0 && value < 1, owner, name, value, "at least 0 and below 1");
    }

    static void atLeastOne(String owner, String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    owner + ": " + name + " is " + value + ", but must be at least 1.");
        }
    }

    private static void require(
            boolean holds, String owner, String name, double value, String limit) {
        if (!holds) {
            throw new IllegalArgumentException(
                    owner + ": " + name + " is " + value + ", but must be " + limit + ".");
        }
    }
}
