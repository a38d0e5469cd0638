/**
 * Topics as specs, a pure planner of what would change, and the executor that carries a plan out.
 * {@code TopicSpec} is what should be, {@code TopicState} what is, {@code TopicPlan} the
 * difference; whatever would lose data is in the plan as a refusal, and a plan with a refusal is
 * not carried out at all.
 */
@NullMarked
package io.ratchet.kafka.topic;

import org.jspecify.annotations.NullMarked;
