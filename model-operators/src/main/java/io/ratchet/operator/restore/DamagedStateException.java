package io.ratchet.operator.restore;

/** What a restored checkpoint is made of is not what was stored, or no longer there. */
public final class DamagedStateException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    DamagedStateException(String damage, PassedOver passedOver) {
        super("Cannot restore the job: " + damage + ". " + passedOver.text());
    }
}
