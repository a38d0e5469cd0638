/**
 * What becomes of a job that has failed: one table for the tasks, the job manager and the command.
 * Rows that are about Kafka stand in the job's module, which hands the table to TRAIN's side in the
 * job manager. Everybody may use it.
 */
@NullMarked
package io.ratchet.operator.failure;

import org.jspecify.annotations.NullMarked;
