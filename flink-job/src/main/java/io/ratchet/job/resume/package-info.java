/**
 * How a job starts: what was fixed at its runs' first start, who owns it, and from which checkpoint
 * it goes on.
 */
@NullMarked
package io.ratchet.job.resume;

import org.jspecify.annotations.NullMarked;
