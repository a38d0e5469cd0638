/**
 * Live instances of runs: progress and rules around what computes. Here the way to compute is
 * chosen, once for a run.
 */
@NullMarked
package io.ratchet.training.instance;

import org.jspecify.annotations.NullMarked;
