/**
 * Record formats: rows with a declared schema (JSON, CSV) and ready-made tensor batches
 * (safetensors). A decoder takes the bytes of a record and either fills in what training needs or
 * refuses the record with a reason; nothing else ever comes out of it.
 */
@NullMarked
package io.ratchet.kafka.format;

import org.jspecify.annotations.NullMarked;
