package io.ratchet.warm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent: {@code -javaagent:ratchet-warm-up.jar=taskmanager}, or {@code =jobmanager}, which
 * leaves out the engine.
 *
 * <p>What goes wrong is logged, and Flink starts all the same: a cold process is better than none.
 */
public final class WarmUpAgent {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUpAgent.class);
    private static final String INSTALLED_LIBTORCH = "PYTORCH_LIBRARY_PATH";

    private WarmUpAgent() {}

    /**
     * Called by the JVM before {@code main}.
     *
     * @param role {@code taskmanager} or {@code jobmanager}
     */
    public static void premain(String role) {
        long startNanos = System.nanoTime();
        try {
            if (role.equals("taskmanager")) {
                warmEngine();
            }
            KafkaWarmUp.run();
            WarmUpJob.run();
            LOG.info("Warmed up in {} ms", (System.nanoTime() - startNanos) / 1_000_000);
        } catch (Exception | LinkageError e) {
            LOG.warn("Did not warm up; this process is slower when it is needed first.", e);
        }
    }

    /** Loading an installed libtorch may end the process; a job compares its version first. */
    private static void warmEngine() {
        if (System.getenv(INSTALLED_LIBTORCH) == null
                && System.getProperty(INSTALLED_LIBTORCH) == null) {
            EngineWarmUp.run();
        } else {
            LOG.info("The engine stays cold: {} is set.", INSTALLED_LIBTORCH);
        }
    }
}
