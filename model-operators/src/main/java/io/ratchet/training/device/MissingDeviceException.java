package io.ratchet.training.device;

/** A GPU was asked for, and there is none to be had. */
public final class MissingDeviceException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked for, where it was looked for, and what was found
     */
    public MissingDeviceException(String message) {
        super(message);
    }
}
