/**
 * What is measured in a drill, and what becomes of the figures; no input or output. Recovery times
 * are put together from what was seen outside: Flink's own notes and the step records on Kafka.
 */
@NullMarked
package io.ratchet.drill.measure;

import org.jspecify.annotations.NullMarked;
