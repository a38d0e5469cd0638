/** The suite of peers, in its small form and without the peers. */
@NullMarked
package io.ratchet.bench.peers;

import org.jspecify.annotations.NullMarked;
