/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.batch;

import org.jspecify.annotations.NullMarked;
