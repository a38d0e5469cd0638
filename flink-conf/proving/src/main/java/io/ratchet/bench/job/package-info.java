/** Real jobs on a real broker and a real Flink, reached into so that they can be timed. */
@NullMarked
package io.ratchet.bench.job;

import org.jspecify.annotations.NullMarked;
