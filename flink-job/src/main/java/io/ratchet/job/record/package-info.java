/**
 * What the job writes to its topics: JSON with a version, the codecs of the sink, and a reader of
 * what is committed.
 */
@NullMarked
package io.ratchet.job.record;

import org.jspecify.annotations.NullMarked;
