/**
 * The demonstration: one model trained three times over the same topic — in a plain loop,
 * undisturbed in Flink, and in Flink with interruptions — and the verdict on whether all three are
 * the same.
 */
@NullMarked
package io.ratchet.job.demo;

import org.jspecify.annotations.NullMarked;
