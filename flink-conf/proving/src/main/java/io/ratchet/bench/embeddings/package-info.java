/** What embeddings should begin with: models of other initial values, trained on the same rows. */
@NullMarked
package io.ratchet.bench.embeddings;

import org.jspecify.annotations.NullMarked;
