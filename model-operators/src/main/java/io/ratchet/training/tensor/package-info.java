/** Tensors in host memory: types, shapes, little-endian bytes. */
@NullMarked
package io.ratchet.training.tensor;

import org.jspecify.annotations.NullMarked;
