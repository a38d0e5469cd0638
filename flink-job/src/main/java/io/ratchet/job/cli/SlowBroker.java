package io.ratchet.job.cli;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.message.Message;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says that no broker has answered yet, while a command waits for one: Kafka's clients ask for a
 * minute before they give up, and say nothing meanwhile.
 *
 * <p><b>Lifecycle</b>: from before the first question until its answer. <b>Threading</b>: it says
 * it from a thread of its own, which ends with it.
 */
public final class SlowBroker {
    /** Longer than a first connection takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread;

    private SlowBroker(String notice, PrintWriter out, Duration patience) {
        this.thread = new Thread(() -> await(notice, out, patience), "ratchet-slow-broker");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Watches over what is asked of a broker.
     *
     * @param kafka where it is asked
     * @param question asks, and waits for the answer
     */
    public static void during(KafkaAccess kafka, PrintWriter out, Runnable question) {
        ask(
                kafka,
                out,
                () -> {
                    question.run();
                    return kafka;
                });
    }

    /** The same for a question that has an answer. */
    public static <T> T ask(KafkaAccess kafka, PrintWriter out, Supplier<T> question) {
        SlowBroker slow = watch(kafka.bootstrapServers(), kafka.isEmbedded(), out, PATIENCE);
        try {
            return question.get();
        } finally {
            slow.close();
        }
    }

    static SlowBroker watch(String servers, boolean embedded, PrintWriter out, Duration patience) {
        String notice =
                Message.of(
                        embedded
                                ? """
                                The embedded broker at %s is still starting, and has not answered \
                                for %s s: the machine is busy. It is asked on. Ctrl-C ends this."""
                                : """
                                No broker has answered at %s for %s s; it is asked on, for about a \
                                minute. Is it running, and is the address right (kafka.bootstrap, \
                                --bootstrap)? Ctrl-C ends this.""",
                        servers,
                        patience.toSeconds());
        return new SlowBroker(notice, out, patience);
    }

    /** Waits until it has said what it will say. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void await(String notice, PrintWriter out, Duration patience) {
        try {
            if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                out.println(notice);
                out.flush();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The broker has answered. */
    void close() {
        answered.countDown();
    }
}
