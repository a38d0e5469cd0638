/** Streams files into a topic, at a chosen rate. */
@NullMarked
package io.ratchet.kafka.loader;

import org.jspecify.annotations.NullMarked;
