package io.ratchet.peer.deeplearning4j;

import io.ratchet.bench.peer.PeerProcess;
import java.io.IOException;

/** The process of the peer. */
public final class Deeplearning4jPeer {
    private Deeplearning4jPeer() {}

    /** Takes what {@link PeerProcess#run} takes. */
    public static void main(String[] arguments) throws IOException {
        PeerProcess.run(arguments, Deeplearning4jModel::new);
    }
}
