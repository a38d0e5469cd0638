/** Holds by tests how figures are made and told. */
@NullMarked
package io.ratchet.bench.measure;

import org.jspecify.annotations.NullMarked;
