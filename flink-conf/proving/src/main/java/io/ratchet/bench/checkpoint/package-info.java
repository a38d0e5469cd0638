/** The suite {@code checkpoint}: what a checkpoint costs training, the disk and the network. */
@NullMarked
package io.ratchet.bench.checkpoint;

import org.jspecify.annotations.NullMarked;
