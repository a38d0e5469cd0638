/**
 * A KRaft broker in the process, for local runs and tests. {@link
 * io.ratchet.kafka.broker.LocalBroker} is the only entrance.
 */
@NullMarked
package io.ratchet.kafka.broker;

import org.jspecify.annotations.NullMarked;
