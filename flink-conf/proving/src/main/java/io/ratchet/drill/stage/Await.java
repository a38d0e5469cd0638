package io.ratchet.drill.stage;

import io.ratchet.job.waiting.Waiting;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for conditions, with a deadline. */
public final class Await {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Await() {}

    /** Waits until something is so. */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(() -> what, condition);
    }

    /**
     * The same, with words that are looked for only in the end.
     *
     * @throws DrillException if it does not come to be so
     */
    public static void until(Supplier<String> what, BooleanSupplier condition)
            throws InterruptedException {
        if (!Waiting.until(LONGEST, LOOK_EVERY, condition)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting: " + what.get());
            }
            throw new DrillException(
                    "Not within "
                            + LONGEST.toSeconds()
                            + " s: "
                            + what.get()
                            + ". The logs of the cluster say more.");
        }
    }

    /**
     * Waits until there is something.
     *
     * @throws DrillException if it does not come
     */
    public static <T> T present(String what, Supplier<Optional<T>> source)
            throws InterruptedException {
        AtomicReference<@Nullable T> seen = new AtomicReference<>();
        until(
                what,
                () -> {
                    seen.set(source.get().orElse(null));
                    return seen.get() != null;
                });
        return Objects.requireNonNull(seen.get());
    }
}
