/**
 * The same training without Flink: a plain loop over the same topic, decoder, assembler and step.
 * It has no checkpoint and no restart; it says what the job must end with, and how fast a bare loop
 * is.
 */
@NullMarked
package io.ratchet.job.plain;

import org.jspecify.annotations.NullMarked;
