/**
 * The contract of all that computes steps ({@link io.ratchet.training.step.StepComputer}), what a
 * step comes to, and the checks of a batch. Ways to compute lie in packages below this one, and do
 * not know each other.
 */
@NullMarked
package io.ratchet.training.step;

import org.jspecify.annotations.NullMarked;
