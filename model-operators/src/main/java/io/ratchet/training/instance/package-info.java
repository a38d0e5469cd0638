/** Live instances: weights and moments in native memory, the step, the image, the fingerprint. */
@NullMarked
package io.ratchet.training.instance;

import org.jspecify.annotations.NullMarked;
