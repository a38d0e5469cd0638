/**
 * The form in which an instance is stored and compared: layout, chunks, image, packed form,
 * fingerprint, model files. Knows neither engine nor device.
 */
@NullMarked
package io.ratchet.training.stored;

import org.jspecify.annotations.NullMarked;
