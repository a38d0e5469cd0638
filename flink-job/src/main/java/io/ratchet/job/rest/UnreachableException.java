package io.ratchet.job.rest;

import io.ratchet.job.message.Message;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** No Flink answers. */
public final class UnreachableException extends RestException {
    private static final long serialVersionUID = 1L;

    UnreachableException(List<URI> endpoints, Throwable cause) {
        super(
                Message.of(
                        """
                        No Flink answers at %s: %s. Start one, or say with --rest where its web UI \
                        is.""",
                        endpoints.stream().map(URI::toString).collect(Collectors.joining(" or ")),
                        cause.getMessage() == null
                                ? cause.getClass().getSimpleName()
                                : cause.getMessage()),
                cause);
    }
}
