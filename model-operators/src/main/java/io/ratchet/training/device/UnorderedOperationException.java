package io.ratchet.training.device;

import ai.djl.engine.EngineException;
import io.ratchet.training.run.RunSpec;

/**
 * A model uses an operation for which the engine has no kernel that adds up in one order: its bits
 * would be others in another run.
 */
public final class UnorderedOperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What PyTorch says behind the operation's name, while {@link DeterministicKernels} are on. */
    private static final String WORDS = " does not have a deterministic implementation";

    /**
     * @param message which operation of which run
     * @param cause the engine's
     */
    public UnorderedOperationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether an engine's failure tells of such an operation. */
    public static boolean tells(RuntimeException failure) {
        return failure instanceof EngineException
                && String.valueOf(failure.getMessage()).contains(WORDS);
    }

    /** What is to be thrown for a failure that {@link #tells} of one. */
    public static UnorderedOperationException of(RuntimeException failure, RunSpec spec) {
        String said = String.valueOf(failure.getMessage());
        return new UnorderedOperationException(
                "The model of run '"
                        + spec.run()
                        + "' uses an operation for which PyTorch has no kernel that adds up in one"
                        + " order on a GPU, '"
                        + said.substring(0, said.indexOf(WORDS))
                        + "': its bits would be others after an interruption. Train it with"
                        + " 'device: cpu' where no other task of the process has a GPU, or take"
                        + " another operation; or give that up for every run of the process with -D"
                        + DjlGpus.ANY_ORDER
                        + "=true, where each step is still taken exactly once.",
                failure);
    }
}
