/**
 * Topics as specs, a pure planner of what would change, and the executor that carries a plan out.
 */
@NullMarked
package io.ratchet.kafka.topic;

import org.jspecify.annotations.NullMarked;
