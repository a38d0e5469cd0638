package io.ratchet.job.resume;

import io.ratchet.operator.WholenessCheck;
import java.util.Optional;

/** Looks whether every file of a checkpoint is there in its full length. */
public record FileCheck() implements WholenessCheck {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> missing(String checkpoint) {
        return new CheckpointInspector().missing(checkpoint);
    }
}
