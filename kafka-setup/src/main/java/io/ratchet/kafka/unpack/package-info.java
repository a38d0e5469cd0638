/**
 * From a file's bytes as they lie to its content: what compression they are in, whether each part
 * of it is whole, what they look like, and the text in UTF-8. What is damaged or nothing of that is
 * refused with the place. Used by the loader.
 */
@NullMarked
package io.ratchet.kafka.unpack;

import org.jspecify.annotations.NullMarked;
