/**
 * Optimizers, learning-rate schedules and clipping: their specs, and the update of a range of a
 * parameter.
 */
@NullMarked
package io.ratchet.training.optimizer;

import org.jspecify.annotations.NullMarked;
