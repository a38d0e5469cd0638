/** Tests of the examples. */
@NullMarked
package io.ratchet.examples;

import org.jspecify.annotations.NullMarked;
