/** Deeplearning4j, as a peer. */
@NullMarked
package io.ratchet.peer.deeplearning4j;

import org.jspecify.annotations.NullMarked;
