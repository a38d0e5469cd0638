package io.ratchet.job.sink;

/**
 * Closes Kafka's clients in a task that is being cancelled: they complain of an interruption, and
 * leave undone what they have begun. It is kept for later.
 */
final class Undisturbed {
    private Undisturbed() {}

    static void close(Runnable clients) {
        boolean interrupted = Thread.interrupted();
        try {
            clients.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
