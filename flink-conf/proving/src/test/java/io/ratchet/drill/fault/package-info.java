/** Tests of the list of faults. */
@NullMarked
package io.ratchet.drill.fault;

import org.jspecify.annotations.NullMarked;
