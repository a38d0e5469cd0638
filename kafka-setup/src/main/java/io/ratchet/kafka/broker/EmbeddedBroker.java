package io.ratchet.kafka.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker of a folder, for all processes that use it at once: the first one runs it, the others
 * are its guests, and when it ends, one of them takes over at the same address.
 *
 * <p><b>Owns</b> the broker, if it runs here. <b>Lifecycle</b>: usable as soon as {@code open}
 * returns, until {@link #close()}. Clients see a takeover as a broker that is started again.
 * <b>Threading</b>: a guest has a thread of its own that waits for the folder's lock.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(200);

    private final Path folder;
    private final BrokerAddress address;
    private final @Nullable Thread waiting;
    private @Nullable LocalBroker own;
    private boolean closed;

    private EmbeddedBroker(Path folder, LocalBroker own) {
        this.folder = folder;
        this.address = new BrokerAddress(own.bootstrapServers(), ProcessHandle.current().pid());
        this.own = own;
        this.waiting = null;
    }

    private EmbeddedBroker(Path folder, BrokerAddress address) {
        this.folder = folder;
        this.address = address;
        this.waiting = new Thread(this::awaitLock, "ratchet-broker-takeover");
        waiting.setDaemon(true);
    }

    /**
     * Starts the broker of a folder, or finds the one that another process runs there.
     *
     * @param folder made if it does not exist
     * @param port its port if it is started here; 0 for that of the last time, or a free one
     * @throws LocalBrokerException if it cannot be started, or the other process does not say where
     *     its broker answers
     */
    public static EmbeddedBroker open(Path folder, int port) {
        return open(folder, port, LONGEST_START);
    }

    static EmbeddedBroker open(Path folder, int port, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<BrokerFolder> taken = BrokerFolder.take(folder);
            if (taken.isPresent()) {
                return new EmbeddedBroker(folder, LocalBroker.start(taken.get(), port));
            }
            Optional<BrokerAddress> running = BrokerAddress.read(folder);
            if (running.isPresent()) {
                return guest(folder, running.get());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new LocalBrokerException(
                        "Another process holds the broker's folder '"
                                + folder.toAbsolutePath().normalize()
                                + "', and has not said for "
                                + patience.toSeconds()
                                + " s where its broker answers. Either it hangs, or it runs on"
                                + " another machine or in another container, from which nobody"
                                + " here is answered. End it, or choose another folder"
                                + " (kafka.data, --data).");
            }
            LockSupport.parkNanos(LOOKED_EVERY.toNanos());
        }
    }

    private static EmbeddedBroker guest(Path folder, BrokerAddress address) {
        EmbeddedBroker guest = new EmbeddedBroker(folder, address);
        if (guest.waiting != null) {
            guest.waiting.start();
        }
        LOG.info("The broker on folder '{}' is run by process {}", folder, address.process());
        return guest;
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return address.bootstrapServers();
    }

    /** The process that ran it when this one came; nothing if that is this one. */
    public OptionalLong host() {
        return waiting == null ? OptionalLong.empty() : OptionalLong.of(address.process());
    }

    private void awaitLock() {
        boolean goesOn = true;
        while (goesOn) {
            LockSupport.parkNanos(LOOKED_EVERY.toNanos());
            goesOn = !takenOver();
        }
    }

    /** Tries it once; returns whether there is nothing more to try. */
    private synchronized boolean takenOver() {
        if (closed) {
            return true;
        }
        try {
            Optional<BrokerFolder> freed = BrokerFolder.take(folder);
            if (freed.isEmpty()) {
                return false;
            }
            own = LocalBroker.start(freed.get(), address.port());
            LOG.info(
                    "Process {} has ended; its broker on folder '{}' goes on in this one",
                    address.process(),
                    folder);
        } catch (LocalBrokerException failure) {
            LOG.error("The broker on folder '{}' cannot be taken over", folder, failure);
            BrokerEnd.notTakenOver(
                    "Process "
                            + address.process()
                            + ", which ran the broker that this one uses, has ended, and this one"
                            + " cannot take over. "
                            + failure.getMessage());
        }
        return true;
    }

    /** Stops the broker, if it runs here. */
    @Override
    public void close() {
        LocalBroker running;
        synchronized (this) {
            closed = true;
            running = own;
            own = null;
        }
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        if (running != null) {
            running.close();
        }
    }
}
