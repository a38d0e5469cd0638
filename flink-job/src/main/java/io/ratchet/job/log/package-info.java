/**
 * Reads a topic's log between two offsets: all records, or only those of committed transactions. It
 * knows nothing of what is in them.
 */
@NullMarked
package io.ratchet.job.log;

import org.jspecify.annotations.NullMarked;
