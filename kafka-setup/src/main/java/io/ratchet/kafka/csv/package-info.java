/**
 * How CSV is written (RFC 4180): separators, quotes and fields, and a guess of which separator and
 * decimal mark a text uses. Used by the loader and by rows.
 */
@NullMarked
package io.ratchet.kafka.csv;

import org.jspecify.annotations.NullMarked;
