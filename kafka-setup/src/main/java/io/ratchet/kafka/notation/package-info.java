/**
 * How numbers, dates and times are written, and their parsers, from UTF-8 bytes and without making
 * strings. Used by CSV and by rows.
 */
@NullMarked
package io.ratchet.kafka.notation;

import org.jspecify.annotations.NullMarked;
