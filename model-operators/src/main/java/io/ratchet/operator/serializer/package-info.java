/**
 * Hand-written, versioned serializers of everything that TRAIN stores or that travels to and from
 * it.
 */
@NullMarked
package io.ratchet.operator.serializer;

import org.jspecify.annotations.NullMarked;
