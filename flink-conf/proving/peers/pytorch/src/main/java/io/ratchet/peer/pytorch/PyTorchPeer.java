package io.ratchet.peer.pytorch;

import io.ratchet.bench.peer.PeerProcess;
import java.io.IOException;

/** The process of the peer. */
public final class PyTorchPeer {
    private PyTorchPeer() {}

    /** Takes what {@link PeerProcess#run} takes. */
    public static void main(String[] arguments) throws IOException {
        PeerProcess.run(arguments, PyTorchModel::new);
    }
}
