/**
 * Records that are ready-made tensor batches, in safetensors. A decoder takes the bytes of a record
 * and either gives the tensors that training needs or refuses the record with a reason; nothing
 * else ever comes out of it.
 */
@NullMarked
package io.ratchet.kafka.batch;

import org.jspecify.annotations.NullMarked;
