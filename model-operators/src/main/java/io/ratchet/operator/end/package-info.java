/**
 * How runs and the job end: which runs have ended, the last checkpoint and the last state, final
 * models and those that a stop leaves.
 */
@NullMarked
package io.ratchet.operator.end;

import org.jspecify.annotations.NullMarked;
