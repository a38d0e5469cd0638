/**
 * The checkpoint storage of a job: Flink's own, with a certificate at the end of every {@code
 * _metadata}, which says who wrote it and lets every reader tell whether it is what was written.
 * {@code discovery} reads it; Flink loads the factory by its name.
 */
@NullMarked
package io.ratchet.job.checkpoint;

import org.jspecify.annotations.NullMarked;
