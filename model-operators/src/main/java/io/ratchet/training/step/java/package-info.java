/** Steps in plain Java: small {@code linear} and {@code mlp} models, of which there may be many. */
@NullMarked
package io.ratchet.training.step.java;

import org.jspecify.annotations.NullMarked;
