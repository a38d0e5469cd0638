/**
 * The sink of the output topics: Kafka's exactly-once sink, and around it what keeps a topic
 * without gap and repeat when the job goes on from an older checkpoint, when a transaction is lost,
 * and when two starts of a job meet. {@link io.ratchet.job.sink.ContinuingSink} says how.
 */
@NullMarked
package io.ratchet.job.sink;

import org.jspecify.annotations.NullMarked;
