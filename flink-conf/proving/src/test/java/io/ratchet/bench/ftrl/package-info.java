/** The learner that Ratchet is compared with. */
@NullMarked
package io.ratchet.bench.ftrl;

import org.jspecify.annotations.NullMarked;
