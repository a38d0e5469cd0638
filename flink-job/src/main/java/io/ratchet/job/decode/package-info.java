/**
 * From Kafka records to blocks: Decode routes each record to its runs, turns it into columns, and
 * sends what cannot be decoded aside.
 */
@NullMarked
package io.ratchet.job.decode;

import org.jspecify.annotations.NullMarked;
