package io.ratchet.kafka.broker;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process says when Kafka ends it.
 *
 * <p>A broker that cannot write into its folder halts its process without a word; a full disk is
 * the usual reason. And a fault that is fatal to Kafka leaves a broker that answers nobody, so that
 * a command which depends on it would wait for ever.
 *
 * <p><b>Threading</b>: any thread; whoever calls it holds Kafka's locks, so that nothing is closed
 * in order.
 */
final class BrokerEnd {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerEnd.class);
    private static final int FAILED = 1;
    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Consumer<String> listener;
    private static volatile boolean over;

    private BrokerEnd() {}

    /** A broker runs on a folder from now on. */
    static void enter(Path folder) {
        FOLDERS.add(folder);
        Exit.setHaltProcedure((code, message) -> end(code, message == null ? "" : message));
    }

    /** The broker of a folder is being closed: a fault of it ends no process any more. */
    static void leave(Path folder) {
        FOLDERS.remove(folder);
    }

    /** Has the process end with its last words also at a fault that is fatal to Kafka alone. */
    static void tell(Consumer<String> taker) {
        listener = taker;
    }

    /** The process ends already, and with it what brokers write in: no fault of one matters. */
    static void processEnds() {
        over = true;
    }

    /** A fault that is fatal to Kafka. */
    static void fatalFault(String fault) {
        if (listener != null && !FOLDERS.isEmpty()) {
            end(FAILED, fault);
        }
    }

    private static void end(int code, String reason) {
        while (over) {
            LockSupport.park(); // Kafka takes a return for a fault too
        }
        String words =
                FOLDERS.stream()
                        .map(folder -> DiskRoom.of(folder).lastWords(reason))
                        .collect(Collectors.joining("\n"));
        try {
            LOG.error("The process ends with {}: {}", code, words);
            Consumer<String> taker = listener;
            if (taker != null) {
                taker.accept(words);
            }
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }
}
