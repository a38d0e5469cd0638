/**
 * From Kafka records to blocks: the source passes records on as they are, Decode routes each to its
 * runs, turns it into columns, and sends what cannot be decoded aside.
 */
@NullMarked
package io.ratchet.job.decode;

import org.jspecify.annotations.NullMarked;
