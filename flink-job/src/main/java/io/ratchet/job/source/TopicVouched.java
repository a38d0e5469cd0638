package io.ratchet.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** A reader is told that its topic is still the one that is trained. */
record TopicVouched() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
