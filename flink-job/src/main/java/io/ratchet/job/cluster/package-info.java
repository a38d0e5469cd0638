/** Flink and Kafka inside this process, for local runs, demonstrations and tests. */
@NullMarked
package io.ratchet.job.cluster;

import org.jspecify.annotations.NullMarked;
