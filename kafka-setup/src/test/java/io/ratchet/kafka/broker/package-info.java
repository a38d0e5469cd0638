/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.broker;

import org.jspecify.annotations.NullMarked;
