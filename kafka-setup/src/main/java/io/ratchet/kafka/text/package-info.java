/**
 * What bytes look like: text in UTF-8 or not, another format that they begin like, and an excerpt
 * of them for messages; and how texts are read that several look at. Used by all that reads files
 * or records.
 */
@NullMarked
package io.ratchet.kafka.text;

import org.jspecify.annotations.NullMarked;
