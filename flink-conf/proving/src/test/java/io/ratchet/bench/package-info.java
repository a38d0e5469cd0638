/** Sees that the benchmark's suites work, not how fast anything is. */
@NullMarked
package io.ratchet.bench;

import org.jspecify.annotations.NullMarked;
