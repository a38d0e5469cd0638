package io.ratchet.operator.restore;

import java.util.Set;
import java.util.TreeSet;

/**
 * Why a checkpoint cannot be gone on from, by whoever and however the job is configured. Without
 * one no checkpoint is marked: what may also come of another configuration, of another build or of
 * a storage that does not answer is refused, and the checkpoint stays.
 */
public sealed interface DamageProof {
    /** What is wrong, as the mark says it. */
    String text();

    /**
     * Whether the job may begin anew where no other checkpoint is left, because nobody has seen
     * anything of it.
     */
    default boolean leavesNothing() {
        return false;
    }

    /**
     * The storage was read, and does not hold what was written: a checksum does not fit, or a file
     * is not there in its length.
     *
     * @param text which, and how
     */
    record OfFiles(String text) implements DamageProof {}

    /**
     * The storage was read twice by the state backend that wrote it, and a stream that has no
     * checksum did not deserialize.
     *
     * @param text which, and how
     */
    record OfStream(String text) implements DamageProof {}

    /**
     * A transaction of the checkpoint is not on the very topics that it was written to, where
     * nothing that is committed goes by itself.
     *
     * @param text what is missing
     * @param topics on which topics it was looked for
     * @param leavesNothing whether nothing of the job was ever committed there
     */
    record OfTransaction(String text, Set<String> topics, boolean leavesNothing)
            implements DamageProof {
        public OfTransaction {
            topics = new TreeSet<>(topics);
            if (topics.isEmpty()) {
                throw new IllegalArgumentException(
                        "Nothing is lost on no topic, but this is said to be: " + text);
            }
        }
    }
}
