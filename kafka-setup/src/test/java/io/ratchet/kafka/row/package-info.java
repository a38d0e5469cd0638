/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.row;

import org.jspecify.annotations.NullMarked;
