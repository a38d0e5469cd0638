package io.ratchet.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader that stands still asks what its run has taken in.
 *
 * @param seen the version of what it knows already: only what is newer is of use to it
 */
record CreditRequest(long seen) implements SourceEvent {}
