package io.ratchet.job.cli;

import io.ratchet.job.cluster.TemporaryFolder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the command's process, which comes in any case: a command starts a broker and a Flink
 * in its process, whose threads would keep it alive for ever after the command itself has died of
 * an error.
 *
 * <p><b>Threading</b>: any thread.
 */
final class ProcessEnd {
    /** Shutdown hooks close what is open; one that waits for what has died would wait for ever. */
    private static final Duration HOOKS = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

    /** How signals end it. */
    static final SignalWatch.Ending OF_PROCESS =
            new SignalWatch.Ending() {
                @Override
                public void exit(int code) {
                    ProcessEnd.exit(code);
                }

                @Override
                public void halt(int code) {
                    Runtime.getRuntime().halt(code);
                }

                @Override
                public void giveUp(int code, Duration left) {
                    atMost(left, TemporaryFolder::removeOwn);
                    Runtime.getRuntime().halt(code);
                }
            };

    private ProcessEnd() {}

    /** Does it, and comes back when the time is over, also where it is not done by then. */
    static void atMost(Duration left, Runnable work) {
        Thread worker = new Thread(work, "ratchet-removal");
        worker.setDaemon(true);
        worker.start();
        long deadline = System.nanoTime() + left.toNanos();
        boolean interrupted = false;
        while (worker.isAlive() && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(worker, deadline - System.nanoTime());
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has an error that nobody catches end the process, in whatever thread. */
    static void watch(PrintStream err) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> {
                    if (failure instanceof Error error) {
                        exit(of(error, "in thread '" + thread.getName() + "'", err));
                    } else {
                        LOG.error("Thread '{}' has ended", thread.getName(), failure);
                    }
                });
    }

    /** Tells an error that has ended a command; returns what the process exits with. */
    static int of(Error error, String where, PrintStream err) {
        err.println(ErrorAdvice.of(error, where));
        LOG.error("The process ends of an error {}", where, error);
        return ExitCode.FAILED;
    }

    /** Ends the process; within some seconds also where a shutdown hook does not come back. */
    static void exit(int code) {
        Thread halt =
                new Thread(
                        () -> {
                            long deadline = System.nanoTime() + HOOKS.toNanos();
                            while (System.nanoTime() < deadline) {
                                LockSupport.parkNanos(HOOKS.toNanos());
                            }
                            Runtime.getRuntime().halt(code);
                        },
                        "ratchet-halt");
        halt.setDaemon(true);
        halt.start();
        System.exit(code);
    }
}
