package io.ratchet.kafka.broker;

/**
 * One node of a quorum, broker and controller in one, on the loopback address.
 *
 * @param id counts from 1
 * @param brokerPort where clients connect
 * @param controllerPort where the other nodes' controllers connect
 */
public record QuorumNode(int id, int brokerPort, int controllerPort) {
    /** Checks the numbers. */
    public QuorumNode {
        if (id < 1 || brokerPort < 1 || controllerPort < 1) {
            throw new IllegalArgumentException(
                    "A node needs an id and two ports above 0, but has id "
                            + id
                            + " and ports "
                            + brokerPort
                            + " and "
                            + controllerPort
                            + ".");
        }
    }

    /** Host and port for clients. */
    public String bootstrapServer() {
        return BrokerSockets.HOST + ":" + brokerPort;
    }
}
