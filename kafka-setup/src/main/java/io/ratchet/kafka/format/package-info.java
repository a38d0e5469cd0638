/**
 * Record formats: rows with a declared schema (JSON, CSV) and ready-made tensor batches
 * (safetensors).
 */
@NullMarked
package io.ratchet.kafka.format;

import org.jspecify.annotations.NullMarked;
