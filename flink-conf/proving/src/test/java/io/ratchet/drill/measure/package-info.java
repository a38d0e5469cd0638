/** Tests of how recovery times are put together. */
@NullMarked
package io.ratchet.drill.measure;

import org.jspecify.annotations.NullMarked;
