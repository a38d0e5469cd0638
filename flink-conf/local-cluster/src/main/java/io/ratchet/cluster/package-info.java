/**
 * A real Flink and Kafka on this machine: every part a process of its own, from Maven's jars, each
 * with a keeper that starts it again when it dies.
 *
 * <p>{@link io.ratchet.cluster.LocalCluster} is the way in, for the command line and for whoever
 * wants to kill real processes. Nothing here is needed on a cluster that exists.
 */
@NullMarked
package io.ratchet.cluster;

import org.jspecify.annotations.NullMarked;
