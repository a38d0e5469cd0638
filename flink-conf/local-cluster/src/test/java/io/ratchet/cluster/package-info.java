/** Tests of the package. */
@NullMarked
package io.ratchet.cluster;

import org.jspecify.annotations.NullMarked;
