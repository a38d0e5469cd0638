package io.ratchet.job.demo;

/**
 * A fault thrown on purpose. An {@link Error}, because Kafka's clients log the exceptions of
 * interceptors and go on.
 */
final class InjectedFault extends Error {
    private static final long serialVersionUID = 1L;

    InjectedFault(FaultKind kind) {
        super("Injected fault: " + kind.title());
    }
}
