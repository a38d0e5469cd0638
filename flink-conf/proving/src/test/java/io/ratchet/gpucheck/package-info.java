/** The check of a GPU, checked: what it finds, and the bundle with its script. */
@NullMarked
package io.ratchet.gpucheck;

import org.jspecify.annotations.NullMarked;
