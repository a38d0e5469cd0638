package io.ratchet.bench.recovery;

/** Fails a step on purpose. */
final class InjectedFailure extends Exception {
    private static final long serialVersionUID = 1L;

    InjectedFailure(long step) {
        super("Step " + step + " fails on purpose.");
    }
}
