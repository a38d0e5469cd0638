/**
 * The commands that start, show and stop jobs, and the program that Flink starts from the job's
 * jar.
 */
@NullMarked
package io.ratchet.job.cli.job;

import org.jspecify.annotations.NullMarked;
