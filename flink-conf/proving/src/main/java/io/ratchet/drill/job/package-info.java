/**
 * What a drill puts into the job's jar: the job with tripwires in it, so that a process outside can
 * let a step, the source or a sink fail. Knows nothing of the other packages of drills.
 */
@NullMarked
package io.ratchet.drill.job;

import org.jspecify.annotations.NullMarked;
