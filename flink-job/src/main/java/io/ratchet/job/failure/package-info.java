/**
 * What becomes of a job that has failed, where Kafka is part of the failure: the rows of the table
 * that the tasks, the job manager and the commands go by.
 */
@NullMarked
package io.ratchet.job.failure;

import org.jspecify.annotations.NullMarked;
