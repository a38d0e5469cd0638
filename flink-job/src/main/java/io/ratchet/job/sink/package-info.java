/**
 * The sink of the output topics, and what keeps them without gap and repeat when the job goes on
 * from an older checkpoint, when a transaction is lost, and when two starts of a job meet. {@link
 * io.ratchet.job.sink.TransactionalOutput} writes, {@link io.ratchet.job.sink.OutputStand} says
 * where the topics stand.
 */
@NullMarked
package io.ratchet.job.sink;

import org.jspecify.annotations.NullMarked;
