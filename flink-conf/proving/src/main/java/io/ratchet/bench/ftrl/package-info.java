/**
 * Streaming logistic regression as a Flink user writes it without Ratchet: FTRL-proximal in a keyed
 * function. Only to be compared with.
 */
@NullMarked
package io.ratchet.bench.ftrl;

import org.jspecify.annotations.NullMarked;
