/** {@code ratchet bench}: what safety costs, measured in turn within one run. */
@NullMarked
package io.ratchet.bench;

import org.jspecify.annotations.NullMarked;
