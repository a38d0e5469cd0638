/**
 * What a peer's own process runs: the batches, the loop and the words by which it is driven. Needs
 * nothing but Java, because a peer's class path is its own.
 */
@NullMarked
package io.ratchet.bench.peer;

import org.jspecify.annotations.NullMarked;
