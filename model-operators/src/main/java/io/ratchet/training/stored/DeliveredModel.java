package io.ratchet.training.stored;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands where a final model belongs. */
public sealed interface DeliveredModel {
    /** Nothing. */
    record Missing() implements DeliveredModel {}

    /**
     * A file that is no whole model.
     *
     * @param reason what is wrong with it
     */
    record Damaged(String reason) implements DeliveredModel {}

    /**
     * A whole model.
     *
     * @param sha256 the fingerprint that it carries
     */
    record Whole(String sha256) implements DeliveredModel {}

    /** Reads a model's folder, every byte of it. */
    static DeliveredModel in(ModelFolder folder) {
        Path file = folder.file();
        if (!Files.exists(file)) {
            return new Missing();
        }
        if (!Files.exists(folder.path().resolve(ModelFile.LINEAGE))) {
            return new Damaged("has no " + ModelFile.LINEAGE + " beside it");
        }
        try {
            return new Whole(ModelFile.verify(file));
        } catch (IOException e) {
            return new Damaged("is damaged: " + e.getMessage());
        }
    }

    /**
     * Why this is not the model that was committed; nothing if it is.
     *
     * @param sha256 the fingerprint that was committed
     */
    default Optional<String> fault(String sha256) {
        if (this instanceof Missing) {
            return Optional.of("is not there");
        }
        if (this instanceof Damaged damaged) {
            return Optional.of(damaged.reason());
        }
        String found = ((Whole) this).sha256();
        return found.equals(sha256)
                ? Optional.empty()
                : Optional.of("is another model, of SHA-256 " + found + " instead of " + sha256);
    }
}
