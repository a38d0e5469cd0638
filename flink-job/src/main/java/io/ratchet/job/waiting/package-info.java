/** Waiting for conditions, with a deadline. It knows none of the job's rooms. */
@NullMarked
package io.ratchet.job.waiting;

import org.jspecify.annotations.NullMarked;
