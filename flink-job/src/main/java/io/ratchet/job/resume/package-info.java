/**
 * How a job starts: {@link io.ratchet.job.resume.StartPlanner} looks at the broker, at what earlier
 * starts have fixed and at the checkpoints, claims the job, and returns the plan to submit, or that
 * all runs have ended.
 */
@NullMarked
package io.ratchet.job.resume;

import org.jspecify.annotations.NullMarked;
