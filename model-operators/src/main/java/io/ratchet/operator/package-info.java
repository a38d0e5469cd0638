/** TRAIN: the Flink operator around the training core. Knows Flink; never Kafka. */
@NullMarked
package io.ratchet.operator;

import org.jspecify.annotations.NullMarked;
