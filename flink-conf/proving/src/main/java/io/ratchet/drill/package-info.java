/**
 * {@code ratchet drill}: brings faults about on a real cluster, one after the other, and measures
 * from outside how the job comes back and whether anything slips.
 *
 * <p>{@code job} is what goes into the job's jar, {@code stage} the cluster and all around it,
 * {@code fault} what is done to it, {@code measure} the figures, {@code report} the files.
 */
@NullMarked
package io.ratchet.drill;

import org.jspecify.annotations.NullMarked;
