package io.ratchet.operator.restore;

import io.ratchet.operator.serializer.DamagedValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored state of an instance is not what was written. */
public final class DamagedInstanceException extends DamagedValueException {
    private static final long serialVersionUID = 1L;

    public DamagedInstanceException(String instance, String damage, @Nullable Throwable cause) {
        super("the state of instance '" + instance + "' cannot be read: " + damage, cause);
    }

    /** Names the instance where a failure to load it comes from damage; else it stays as it was. */
    public static Exception orElse(Exception failure, String instance) {
        Optional<String> damage = Damage.found(failure);
        return damage.isEmpty() || failure instanceof DamagedChunkException
                ? failure
                : new DamagedInstanceException(instance, damage.get(), failure);
    }
}
