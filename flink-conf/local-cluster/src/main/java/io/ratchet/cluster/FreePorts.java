package io.ratchet.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Chooses ports of this machine that nobody listens on. */
final class FreePorts {
    private static final int TRIES = 500;

    private final Set<Integer> chosen = new HashSet<>();

    /** The port that is wished for, or the next one that is free; never the same one twice. */
    int next(int wished) {
        for (int port = wished; port < wished + TRIES && port <= 0xffff; port++) {
            if (!chosen.contains(port) && isFree(port)) {
                chosen.add(port);
                return port;
            }
        }
        throw new LocalClusterException(
                "No port is free between "
                        + wished
                        + " and "
                        + (wished + TRIES - 1)
                        + ". Stop what listens there.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }
}
