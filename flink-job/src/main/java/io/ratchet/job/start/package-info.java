/**
 * The one way to start a job: {@link io.ratchet.job.start.JobStart} plans, has what is planned run,
 * and plans again where the job could not use its checkpoint. For commands, the demonstration, and
 * whoever else runs jobs.
 */
@NullMarked
package io.ratchet.job.start;

import org.jspecify.annotations.NullMarked;
