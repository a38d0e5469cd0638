/**
 * Positions on the output topics: which value of which run a record holds, so that the sink can
 * tell whether it has been committed before. Codecs set them, the sink keeps account of them.
 */
@NullMarked
package io.ratchet.job.track;

import org.jspecify.annotations.NullMarked;
