/** Tests of the package. */
@NullMarked
package io.ratchet.failure;

import org.jspecify.annotations.NullMarked;
