/**
 * Reads what runs have refused off the quarantine topic, and sends records back to the topic that
 * they came from: {@link io.ratchet.job.quarantine.Replay} decides for each record whether it is
 * sent, and sends it once.
 */
@NullMarked
package io.ratchet.job.quarantine;

import org.jspecify.annotations.NullMarked;
