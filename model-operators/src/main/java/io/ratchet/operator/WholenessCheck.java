package io.ratchet.operator;

import java.io.Serializable;
import java.util.Optional;

/** Looks at the files of a checkpoint that a job could not be restored from. */
@FunctionalInterface
public interface WholenessCheck extends Serializable {
    /** Finds nothing. */
    WholenessCheck NONE = checkpoint -> Optional.empty();

    /**
     * What is missing for sure; nothing if the checkpoint is whole, or if it cannot be told now.
     *
     * @param checkpoint its folder, a URI
     */
    Optional<String> missing(String checkpoint);
}
