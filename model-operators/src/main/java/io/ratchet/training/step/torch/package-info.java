/** Steps by PyTorch, through DJL: every model, on CPU or GPU. */
@NullMarked
package io.ratchet.training.step.torch;

import org.jspecify.annotations.NullMarked;
