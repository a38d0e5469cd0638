/** Tests of the package. */
@NullMarked
package io.ratchet.kafka.file;

import org.jspecify.annotations.NullMarked;
