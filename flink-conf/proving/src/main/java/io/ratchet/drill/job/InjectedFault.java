package io.ratchet.drill.job;

/**
 * A fault thrown on purpose. An {@link Error}, because Kafka's clients log the exceptions of
 * interceptors and go on.
 */
final class InjectedFault extends Error {
    private static final long serialVersionUID = 1L;

    InjectedFault(Tripwire tripwire) {
        super("Injected fault: " + tripwire);
    }
}
