package io.ratchet.kafka.broker;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the faults of broker and controller. Kafka's own factory ends the process at a fatal one,
 * which would take the training with it that shares this process.
 */
final class FaultRecorder implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(FaultRecorder.class);

    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return new FaultHandler() {
            @Override
            public RuntimeException handleFault(String message, @Nullable Throwable cause) {
                LOG.error("Fault in the local broker ({}): {}", name, message, cause);
                RuntimeException fault = new IllegalStateException(name + ": " + message, cause);
                faults.add(fault);
                action.run();
                if (fatal) {
                    BrokerEnd.fatalFault(name + ": " + message);
                }
                return fault;
            }
        };
    }

    Collection<Throwable> faults() {
        return List.copyOf(faults);
    }
}
