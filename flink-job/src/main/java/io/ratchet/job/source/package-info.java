/**
 * The source of a training job: reads topics as they are, ends when TRAIN says so, marks where a
 * partition begins and ends, and reads no further ahead than TRAIN gives credit for. {@link
 * io.ratchet.job.source.EndingSource} puts the parts together; what it emits is Decode's {@link
 * io.ratchet.job.decode.RawRecord}.
 */
@NullMarked
package io.ratchet.job.source;

import org.jspecify.annotations.NullMarked;
