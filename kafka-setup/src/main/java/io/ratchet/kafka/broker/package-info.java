/** A KRaft broker in the process, for local runs and tests. */
@NullMarked
package io.ratchet.kafka.broker;

import org.jspecify.annotations.NullMarked;
