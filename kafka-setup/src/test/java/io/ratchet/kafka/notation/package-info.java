/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.notation;

import org.jspecify.annotations.NullMarked;
