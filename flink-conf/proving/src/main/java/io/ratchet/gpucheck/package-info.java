/**
 * What a GPU computes, compared with the CPU, on any machine that has one: gradients, updates,
 * images, sameness, speed. Found by the command line as a service, and packed with a script into a
 * bundle that needs no Maven and no network. Where there is no GPU, the CPU is compared with
 * itself, so that the check itself stays checked.
 */
@NullMarked
package io.ratchet.gpucheck;

import org.jspecify.annotations.NullMarked;
