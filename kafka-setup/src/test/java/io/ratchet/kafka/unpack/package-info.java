/** Tests of this package. */
@NullMarked
package io.ratchet.kafka.unpack;

import org.jspecify.annotations.NullMarked;
