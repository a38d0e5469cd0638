/**
 * The commands about records and topics: load, check, draft, topics, and quarantine. None of them
 * needs a Flink.
 */
@NullMarked
package io.ratchet.job.cli.data;

import org.jspecify.annotations.NullMarked;
