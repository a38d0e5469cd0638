/**
 * PyTorch's native libraries: which there are, which go together, where they are loaded from; and
 * what a process has one of. Knows no other package of the core.
 */
@NullMarked
package io.ratchet.training.engine;

import org.jspecify.annotations.NullMarked;
