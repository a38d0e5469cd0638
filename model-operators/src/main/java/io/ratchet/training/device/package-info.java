/**
 * Where instances live and compute: the CPU and GPUs, their leases, their memory, and what of them
 * may change the bits of a step. Knows the engine's libraries.
 */
@NullMarked
package io.ratchet.training.device;

import org.jspecify.annotations.NullMarked;
