/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.format;

import org.jspecify.annotations.NullMarked;
