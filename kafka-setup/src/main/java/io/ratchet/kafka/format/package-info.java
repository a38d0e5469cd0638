/**
 * What all record formats share: labels and the ids of texts, and the refusal of a record with its
 * reason. Rows are in {@code io.ratchet.kafka.row}, ready-made tensor batches in {@code
 * io.ratchet.kafka.batch}.
 */
@NullMarked
package io.ratchet.kafka.format;

import org.jspecify.annotations.NullMarked;
