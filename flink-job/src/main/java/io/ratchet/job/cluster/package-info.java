/**
 * Flink and Kafka inside this process, for local runs, demonstrations and tests; and access to a
 * broker, embedded or not.
 */
@NullMarked
package io.ratchet.job.cluster;

import org.jspecify.annotations.NullMarked;
