package io.ratchet.failure;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.failure.FailureEnricher;

/**
 * Labels each failure with {@code interruption} (transient, persistent or planned) and {@code
 * cause}. The labels stand in REST ({@code /jobs/:id/exceptions}) and in the web UI.
 */
public final class InterruptionClassifier implements FailureEnricher {
    /** The key of the kind of interruption. */
    public static final String INTERRUPTION = "interruption";

    /** The key of the cause. */
    public static final String CAUSE = "cause";

    InterruptionClassifier() {}

    @Override
    public Set<String> getOutputKeys() {
        return Set.of(INTERRUPTION, CAUSE);
    }

    @Override
    public CompletableFuture<Map<String, String>> processFailure(
            Throwable failure, Context context) {
        InterruptionCause cause = InterruptionRules.causeOf(failure);
        return CompletableFuture.completedFuture(
                Map.of(INTERRUPTION, cause.kind().label(), CAUSE, cause.label()));
    }
}
