/** The faults, one class each: how to bring one about, and how to put right what stays broken. */
@NullMarked
package io.ratchet.drill.fault;

import org.jspecify.annotations.NullMarked;
