/** The suite {@code recovery}: how long a job that fails in a step is away from training. */
@NullMarked
package io.ratchet.bench.recovery;

import org.jspecify.annotations.NullMarked;
