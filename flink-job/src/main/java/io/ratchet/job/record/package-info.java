/** What the job writes to its output topics: JSON with a version, by the codecs of the sink. */
@NullMarked
package io.ratchet.job.record;

import org.jspecify.annotations.NullMarked;
