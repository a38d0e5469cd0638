package io.ratchet.job.cli;

import java.util.concurrent.CountDownLatch;

/**
 * A process whose threads would keep it alive for ever: one waits, another dies of an error, or a
 * shutdown hook does not come back.
 */
final class DyingProcess {
    static final String IN_A_THREAD = "thread";
    static final String IN_A_HOOK = "hook";

    private DyingProcess() {}

    public static void main(String[] arguments) {
        ProcessEnd.watch(System.err);
        new Thread(DyingProcess::waitForEver, "waits").start();
        if (arguments[0].equals(IN_A_THREAD)) {
            new Thread(DyingProcess::die, "dies").start();
        } else {
            Runtime.getRuntime().addShutdownHook(new Thread(DyingProcess::waitForEver, "hook"));
            ProcessEnd.exit(ExitCode.DONE);
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private static void die() {
        throw new OutOfMemoryError("Cannot reserve 1 bytes of direct buffer memory");
    }
}
