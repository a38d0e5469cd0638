package io.ratchet.job.cli;

import io.ratchet.job.message.Message;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the signals by which somebody ends this process: Ctrl-C, SIGTERM, and the end of its
 * terminal. The first one lets what runs keep its state, for ten seconds in all; a second one ends
 * the process at once. Where nothing runs that has state, the first one ends it.
 *
 * <p>A shutdown hook would not do: all of them run at once, and those of Flink and Kafka would take
 * away what the state is written with.
 *
 * <p><b>Threading</b>: any thread; signals come in threads of their own.
 */
public final class SignalWatch {
    /** How long everything may take behind the first signal. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /** So much of it removes what is to be removed, where nothing else has. */
    private static final Duration REMOVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(SignalWatch.class);
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final AtomicBoolean OF_PROCESS = new AtomicBoolean();

    private final Ending ending;
    private final Consumer<String> console;
    private final Duration longest;
    private final AtomicReference<@Nullable Signal> first = new AtomicReference<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

    /**
     * A signal.
     *
     * @param name such as SIGINT
     * @param number the system's
     */
    public record Signal(String name, int number) {
        /** As a shell tells it of a process that a signal has ended. */
        public int exitCode() {
            return 128 + number;
        }
    }

    /** What has state to keep. */
    public interface Stop {
        /** Begins to keep it, and returns at once. */
        void begin(Signal signal);

        /** What is kept so far, in words, where the time is over; empty where it was said. */
        String lastWords();
    }

    /** How the process ends. */
    interface Ending {
        /** In order, with what is to be removed at its end. */
        void exit(int code);

        /** At once. */
        void halt(int code);

        /**
         * Without waiting for anybody, but with what is to be removed at its end, as far as that is
         * gone within the time that is left.
         */
        void giveUp(int code, Duration left);
    }

    /**
     * @param ending how the process ends
     * @param console is told why
     * @param longest how long it may take behind the first signal
     */
    SignalWatch(Ending ending, Consumer<String> console, Duration longest) {
        this.ending = ending;
        this.console = console;
        this.longest = longest;
    }

    /** Lets {@link #ofProcess} hear signals: this process is a command's own. */
    static void allow() {
        OF_PROCESS.set(true);
    }

    /** One that hears this process's signals, if the process is a command's own. */
    public static SignalWatch ofProcess(Consumer<String> console) {
        SignalWatch watch = new SignalWatch(ProcessEnd.OF_PROCESS, console, LONGEST);
        if (OF_PROCESS.get()) {
            NAMES.forEach(name -> hear(name, watch));
        }
        return watch;
    }

    /** The compiler warns of these classes, which every Java has, and no other class does it. */
    private static void hear(String name, SignalWatch watch) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            int number = (int) signals.getMethod("getNumber").invoke(signal);
            Signal told = new Signal("SIG" + name, number);
            Object handler =
                    Proxy.newProxyInstance(
                            SignalWatch.class.getClassLoader(),
                            new Class<?>[] {handlers},
                            (proxy, method, arguments) -> {
                                if (method.getDeclaringClass() != handlers) {
                                    return method.invoke(told, arguments);
                                }
                                watch.received(told);
                                return null;
                            });
            signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            LOG.warn(
                    """
                    SIG{} is not heard: it ends the process without a last checkpoint (has Java \
                    been given -Xrs?)""",
                    name,
                    e);
        }
    }

    /** Has what runs keep its state at the first signal, until it is closed. */
    public Watched during(Stop running) {
        stop.set(running);
        return () -> stop.compareAndSet(running, null);
    }

    /** Until when a {@link Stop} is called. */
    public interface Watched {
        /** Where no job runs, a signal ends the process. */
        void close();
    }

    /** The first signal that came, if one did. */
    public Optional<Signal> first() {
        return Optional.ofNullable(first.get());
    }

    /** A signal has come. */
    void received(Signal signal) {
        if (!first.compareAndSet(null, signal)) {
            ending.halt(signal.exitCode());
            return;
        }
        Stop running = stop.get();
        haltAfter(longest, signal, running);
        if (running != null) {
            running.begin(signal);
            return;
        }
        console.accept(
                Message.of(
                        """
                        Ended by %s while no job ran. The same command goes on where the job was.""",
                        signal.name()));
        ending.exit(signal.exitCode());
    }

    private void haltAfter(Duration patience, Signal signal, @Nullable Stop running) {
        Thread halt =
                new Thread(
                        () -> {
                            long deadline = System.nanoTime() + patience.toNanos();
                            long left = deadline - System.nanoTime();
                            while (left > REMOVAL.toNanos()) {
                                LockSupport.parkNanos(left - REMOVAL.toNanos());
                                left = deadline - System.nanoTime();
                            }
                            if (running != null && !running.lastWords().isEmpty()) {
                                console.accept(running.lastWords());
                            }
                            ending.giveUp(
                                    signal.exitCode(),
                                    Duration.ofNanos(deadline - System.nanoTime()));
                        },
                        "ratchet-halt-behind-signal");
        halt.setDaemon(true);
        halt.start();
    }
}
