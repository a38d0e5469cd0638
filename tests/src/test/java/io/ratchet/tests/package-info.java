/** Tests that look at all rooms at once. */
@NullMarked
package io.ratchet.tests;

import org.jspecify.annotations.NullMarked;
