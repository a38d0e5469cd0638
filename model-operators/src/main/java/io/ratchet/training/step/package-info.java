/** What is common to all ways to compute a step: its outcome, and the checks of a batch. */
@NullMarked
package io.ratchet.training.step;

import org.jspecify.annotations.NullMarked;
