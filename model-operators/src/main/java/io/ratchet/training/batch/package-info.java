/** Rows and tensor records on their way to a batch, and the order in which they get there. */
@NullMarked
package io.ratchet.training.batch;

import org.jspecify.annotations.NullMarked;
