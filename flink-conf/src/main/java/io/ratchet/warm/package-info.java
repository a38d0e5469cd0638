/**
 * Makes a Flink process do everything once before it is needed, so that a spare that takes over
 * need not load classes, natives and the engine first.
 *
 * <p>Packed as a Java agent for an installation's {@code lib}: it runs before Flink's entry point,
 * whichever that is, in the class loader that Flink and the engine are loaded by. Knows Flink and
 * DJL; nothing of Ratchet.
 */
@NullMarked
package io.ratchet.warm;

import org.jspecify.annotations.NullMarked;
