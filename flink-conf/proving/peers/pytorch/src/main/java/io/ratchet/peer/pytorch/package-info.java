/** The JavaCPP binding of PyTorch, as a peer. */
@NullMarked
package io.ratchet.peer.pytorch;

import org.jspecify.annotations.NullMarked;
