/**
 * A KRaft broker in the process, for local runs and tests. {@link
 * io.ratchet.kafka.broker.LocalBroker} is one of this process, {@link
 * io.ratchet.kafka.broker.EmbeddedBroker} one that several processes share.
 */
@NullMarked
package io.ratchet.kafka.broker;

import org.jspecify.annotations.NullMarked;
