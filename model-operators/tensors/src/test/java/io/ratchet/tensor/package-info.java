/** Tests of the package. */
@NullMarked
package io.ratchet.tensor;

import org.jspecify.annotations.NullMarked;
