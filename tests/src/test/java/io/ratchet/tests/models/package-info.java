/** Holds the page that says how to use a model, by computing predictions without the product. */
@NullMarked
package io.ratchet.tests.models;

import org.jspecify.annotations.NullMarked;
