/**
 * A running Flink, reached through its REST endpoint: jobs are submitted, listed, looked at, and
 * stopped with a savepoint. For the command line.
 */
@NullMarked
package io.ratchet.job.rest;

import org.jspecify.annotations.NullMarked;
