/** The training core: runs, instances, steps. Knows DJL; never Flink or Kafka. */
@NullMarked
package io.ratchet.training;

import org.jspecify.annotations.NullMarked;
