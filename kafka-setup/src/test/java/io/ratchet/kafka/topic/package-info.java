/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.topic;

import org.jspecify.annotations.NullMarked;
