/** Ratchet beside other ways to train in a JVM, and beside a hand-written learner in Flink. */
@NullMarked
package io.ratchet.bench.peers;

import org.jspecify.annotations.NullMarked;
