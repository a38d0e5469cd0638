/**
 * What a user would write: a model of their own. Nothing of Ratchet depends on it; copy it to begin
 * with.
 */
@NullMarked
package io.ratchet.examples;

import org.jspecify.annotations.NullMarked;
