package io.ratchet.operator;

import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** What a restored checkpoint is made of is not what was stored, or no longer there. */
public final class DamagedStateException extends UnusableCheckpointException {
    private static final long serialVersionUID = 1L;

    private DamagedStateException(String message) {
        super(message);
    }

    /**
     * What a failure to load an instance is: the end of the job, if it comes from damage in a
     * restored checkpoint, because a restart would find it again; else the failure as it was.
     */
    static Exception orElse(Exception failure, String instance, RestoredCheckpoint checkpoint) {
        Optional<String> damage = Damage.found(failure);
        if (damage.isEmpty() || checkpoint.path().isEmpty()) {
            return failure;
        }
        return new SuppressRestartsException(
                ofInstance(instance, "its state cannot be read: " + damage.get(), checkpoint));
    }

    /** The same where no instance can be told. */
    static Exception orElse(Exception failure, RestoredCheckpoint checkpoint) {
        Optional<String> damage = Damage.found(failure);
        if (damage.isEmpty() || checkpoint.path().isEmpty()) {
            return failure;
        }
        return new SuppressRestartsException(
                ofCheckpoint("its state cannot be read: " + damage.get(), checkpoint));
    }

    /** An instance whose state is damaged; marks the checkpoint. */
    static DamagedStateException ofInstance(
            String instance, String damage, RestoredCheckpoint checkpoint) {
        return new DamagedStateException(
                "Cannot restore instance '"
                        + instance
                        + "': "
                        + damage
                        + ". "
                        + checkpoint.passOver("instance '" + instance + "': " + damage));
    }

    /** A checkpoint that is damaged as a whole; marks it. */
    static DamagedStateException ofCheckpoint(String damage, RestoredCheckpoint checkpoint) {
        return new DamagedStateException(
                "Cannot restore the job: " + damage + ". " + checkpoint.passOver(damage));
    }
}
