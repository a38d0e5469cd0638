package io.ratchet.failure;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.core.failure.FailureEnricherFactory;

/** Makes the classifier; found by Flink as a service. */
public final class InterruptionClassifierFactory implements FailureEnricherFactory {
    @Override
    public FailureEnricher createFailureEnricher(Configuration configuration) {
        return new InterruptionClassifier();
    }
}
