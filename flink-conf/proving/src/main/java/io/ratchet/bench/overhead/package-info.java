/** Whole jobs against bare loops over the same batches. */
@NullMarked
package io.ratchet.bench.overhead;

import org.jspecify.annotations.NullMarked;
