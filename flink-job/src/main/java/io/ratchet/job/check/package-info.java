/**
 * What a run would make of its records, column by column, before it is started: decoded as the job
 * decodes them, without Flink. {@link io.ratchet.job.check.RunCheck} takes records, {@link
 * io.ratchet.job.check.RunFindings} is what it has found.
 */
@NullMarked
package io.ratchet.job.check;

import org.jspecify.annotations.NullMarked;
