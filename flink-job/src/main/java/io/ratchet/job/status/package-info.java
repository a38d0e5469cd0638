/**
 * How jobs and their runs stand, put together from a running Flink and from Kafka: either is enough
 * for its part. For the command line.
 */
@NullMarked
package io.ratchet.job.status;

import org.jspecify.annotations.NullMarked;
