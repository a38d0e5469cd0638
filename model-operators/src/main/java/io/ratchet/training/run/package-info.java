/** What a run is: its spec, its progress, and what may change between two starts. */
@NullMarked
package io.ratchet.training.run;

import org.jspecify.annotations.NullMarked;
