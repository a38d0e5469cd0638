/** Many small models by key, against what is written by hand today. */
@NullMarked
package io.ratchet.bench.instances;

import org.jspecify.annotations.NullMarked;
