/** Tests of the package. */
@NullMarked
package io.ratchet.warm;

import org.jspecify.annotations.NullMarked;
