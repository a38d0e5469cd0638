package io.ratchet.operator.restore;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the files of checkpoints, in their storage. */
@FunctionalInterface
public interface WholenessCheck extends Serializable {
    /** Finds nothing. */
    WholenessCheck NONE = checkpoint -> Optional.empty();

    /**
     * What is missing for sure; nothing if the checkpoint is whole, or if it cannot be told now.
     *
     * @param checkpoint its folder
     */
    Optional<String> missing(CheckpointPath checkpoint);

    /**
     * Reads again what carries checksums of its own, of a checkpoint and of every one that the same
     * job has taken since; what is damaged for sure, each with the damage. Takes as long as reading
     * all of it does.
     *
     * @param checkpoint its folder
     */
    default Map<CheckpointPath, String> damagedSince(CheckpointPath checkpoint) {
        return missing(checkpoint).map(what -> Map.of(checkpoint, what)).orElse(Map.of());
    }

    /**
     * A checkpoint and every one that was taken since: they hold what was never written again.
     *
     * @param checkpoint its folder
     */
    default List<CheckpointPath> since(CheckpointPath checkpoint) {
        return List.of(checkpoint);
    }

    /**
     * Why a checkpoint's state may not deserialize although it is what was written: it was written
     * with something else than it is read with, or all that it is made of fits its checksums.
     * Nothing where only damage is left.
     *
     * @param checkpoint its folder
     */
    default Optional<String> unreadableThoughWhole(CheckpointPath checkpoint) {
        return Optional.empty();
    }

    /** Whether there is a whole checkpoint or savepoint beside these. */
    default boolean hasOtherThan(Set<CheckpointPath> passedOver) {
        return true;
    }
}
