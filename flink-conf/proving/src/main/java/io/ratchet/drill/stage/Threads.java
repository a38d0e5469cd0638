package io.ratchet.drill.stage;

/** What is done with a thread in more than one place. */
final class Threads {
    private Threads() {}

    /** Waits until a thread has ended, however often it is interrupted meanwhile. */
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
