/**
 * What the proofs share: brokers, streams, runs, processes, and oracles that share nothing with
 * what they judge.
 */
@NullMarked
package io.ratchet.tests.support;

import org.jspecify.annotations.NullMarked;
