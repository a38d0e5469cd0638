/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.loader;

import org.jspecify.annotations.NullMarked;
