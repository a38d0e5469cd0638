package io.ratchet.job.sink;

import io.ratchet.operator.TaskClosing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a broker and holds single requests back. It answers for the broker: where the
 * broker tells its own port, the client is told the proxy's.
 */
final class BrokerProxy implements AutoCloseable {
    static final short PRODUCE = 0;
    static final short INIT_PRODUCER_ID = 22;
    static final short END_TXN = 26;
    static final short DESCRIBE_TRANSACTIONS = 65;

    private static final byte[] HOST = "127.0.0.1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = -1;
    private static final int PATIENCE_SECONDS = 30;

    private final int brokerPort;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger toHold = new AtomicInteger(NONE);
    private final AtomicInteger toPass = new AtomicInteger();
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> answers = new LinkedBlockingQueue<>();
    private volatile boolean disconnects;
    private volatile @Nullable Socket awaited;

    /** A request that has not been passed on, and the way to the broker that it came on. */
    private record Held(byte[] frame, Socket broker) {}

    BrokerProxy(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /**
     * Holds the next request of a kind back.
     *
     * @param disconnects whether the client loses its connection, and asks again on another
     */
    void holdNext(short apiKey, boolean disconnects) {
        hold(apiKey, 1, disconnects);
    }

    /** The same, of those that come the one of a number, from 1 on. */
    void hold(short apiKey, int number, boolean disconnects) {
        toPass.set(number - 1);
        this.disconnects = disconnects;
        toHold.set(apiKey);
    }

    /** Waits until one is held. */
    void awaitHeld() throws InterruptedException {
        Held one = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (one == null) {
            throw new IllegalStateException("No request was held.");
        }
        held.add(one);
    }

    /** Passes the one that is held on, and waits for the broker's answer. */
    void release() throws Exception {
        Held one = held.take();
        awaited = one.broker();
        synchronized (one.broker()) {
            DataOutputStream out = new DataOutputStream(one.broker().getOutputStream());
            out.writeInt(one.frame().length);
            out.write(one.frame());
            out.flush();
        }
        if (answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new IllegalStateException("The broker has not answered the request.");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                sockets.addAll(List.of(client, broker));
                start(() -> requests(client, broker));
                start(() -> responses(broker, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void requests(Socket client, Socket broker) {
        try {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(broker.getOutputStream());
            while (true) {
                byte[] frame = frame(in);
                int apiKey = ByteBuffer.wrap(frame).getShort();
                if (isToHold(apiKey)) {
                    held.add(new Held(frame, broker));
                    if (disconnects) {
                        client.close();
                        return;
                    }
                } else {
                    synchronized (broker) {
                        out.writeInt(frame.length);
                        out.write(frame);
                        out.flush();
                    }
                }
            }
        } catch (IOException closed) {
            // One side has gone; the other finds out.
        }
    }

    private boolean isToHold(int apiKey) {
        return toHold.get() == apiKey
                && toPass.getAndDecrement() <= 0
                && toHold.compareAndSet(apiKey, NONE);
    }

    private void responses(Socket broker, Socket client) {
        try {
            DataInputStream in = new DataInputStream(broker.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                byte[] frame = withOwnPort(frame(in));
                if (broker.equals(awaited)) {
                    answers.add(broker);
                }
                out.writeInt(frame.length);
                out.write(frame);
                out.flush();
            }
        } catch (IOException closed) {
            // One side has gone; the other finds out.
        }
    }

    private byte[] withOwnPort(byte[] frame) {
        for (int at = 0; at + HOST.length + Integer.BYTES <= frame.length; at++) {
            ByteBuffer port = ByteBuffer.wrap(frame);
            if (startsWithHost(frame, at) && port.getInt(at + HOST.length) == brokerPort) {
                port.putInt(at + HOST.length, server.getLocalPort());
            }
        }
        return frame;
    }

    private static boolean startsWithHost(byte[] frame, int at) {
        for (int index = 0; index < HOST.length; index++) {
            if (frame[at + index] != HOST[index]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new EOFException();
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return frame;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "broker-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        TaskClosing.quietly(server);
        TaskClosing.quietly(sockets.toArray(Socket[]::new));
    }
}
