/**
 * Tensors in host memory (types, shapes, little-endian bytes) and the header of a safetensors file.
 * The floor below record formats and the training core: it knows neither Kafka, Flink nor an
 * engine.
 */
@NullMarked
package io.ratchet.tensor;

import org.jspecify.annotations.NullMarked;
