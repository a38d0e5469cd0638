package io.ratchet.job.discovery;

import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.StartOrigin;
import java.util.Optional;

/**
 * Who wrote a checkpoint, and how.
 *
 * @param writer the start, as its certificate says
 * @param origin what that start says of itself; nothing where an earlier build wrote it
 * @param format how TRAIN's state lies in it
 */
public record Provenance(Writer writer, Optional<StartOrigin> origin, StateFormat format) {}
