/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.text;

import org.jspecify.annotations.NullMarked;
