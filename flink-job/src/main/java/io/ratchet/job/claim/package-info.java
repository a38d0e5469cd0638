/**
 * What the starts of a job write to the run-state topic, and read there: the claim that makes one
 * of them the job's owner, and what each run has fixed at its first start. {@link
 * io.ratchet.job.claim.OwnerWatch} tells a start whether another one owns the job by now; the sink
 * asks it before each commit.
 */
@NullMarked
package io.ratchet.job.claim;

import org.jspecify.annotations.NullMarked;
