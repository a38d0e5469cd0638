package io.ratchet.kafka.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of a local broker, bound before Kafka starts: the controller's address has to be
 * known then, and a port that is taken is an error with a name here instead of a fault deep inside.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final byte[] HOST_BYTES = {127, 0, 0, 1};

    static final String BROKER_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;
    private final int brokerPort;
    private final int controllerPort;

    private BrokerSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
        this.brokerPort = broker.socket().getLocalPort();
        this.controllerPort = controller.socket().getLocalPort();
    }

    /**
     * Binds the broker's port (0: the last one if it is free, else any) and any for the controller.
     */
    static BrokerSockets bind(int port, OptionalInt lastPort) throws IOException {
        ServerSocketChannel broker = port == 0 ? bindLastOrAny(lastPort) : bindExactly(port);
        try {
            return new BrokerSockets(broker, bindTo(0));
        } catch (IOException failure) {
            broker.close();
            throw failure;
        }
    }

    int brokerPort() {
        return brokerPort;
    }

    int controllerPort() {
        return controllerPort;
    }

    /** Hands out the socket that is already bound; Kafka closes it. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName,
            InetSocketAddress address,
            int backlogLength,
            int receiveBufferBytes) {
        return listenerName.equals(CONTROLLER_LISTENER) ? controller : broker;
    }

    @Override
    public void close() {
        Utils.closeQuietly(broker, "broker socket");
        Utils.closeQuietly(controller, "controller socket");
    }

    private static ServerSocketChannel bindExactly(int port) {
        try {
            return bindTo(port);
        } catch (IOException failure) {
            throw new LocalBrokerException(
                    "Cannot bind the local broker to "
                            + HOST
                            + ":"
                            + port
                            + ": "
                            + failure.getMessage()
                            + ". Another process listens there: stop it, or choose another port"
                            + " (0 takes a free one).",
                    failure);
        }
    }

    private static ServerSocketChannel bindLastOrAny(OptionalInt lastPort) throws IOException {
        if (lastPort.isPresent()) {
            try {
                return bindTo(lastPort.getAsInt());
            } catch (IOException taken) {
                return bindTo(0);
            }
        }
        return bindTo(0);
    }

    private static ServerSocketChannel bindTo(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(HOST_BYTES), port));
            return channel;
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }
}
