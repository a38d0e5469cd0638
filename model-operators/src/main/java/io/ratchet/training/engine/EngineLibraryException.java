package io.ratchet.training.engine;

/** Native libraries of the engine that are missing or do not go together: nothing was loaded. */
public final class EngineLibraryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what does not go together, and what to do
     */
    public EngineLibraryException(String message) {
        super(message);
    }
}
