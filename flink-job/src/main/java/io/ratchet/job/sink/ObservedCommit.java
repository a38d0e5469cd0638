package io.ratchet.job.sink;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.jspecify.annotations.Nullable;

/** A commit of which it is seen whether Kafka's committer gives it up. */
final class ObservedCommit implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private @Nullable Throwable givenUp;

    ObservedCommit(CommitRequest<KafkaCommittable> request) {
        this.request = request;
    }

    /** Fails where the transaction was not committed, because the broker has aborted it. */
    void refuseLoss(String topic) throws IOException {
        if (givenUp != null) {
            throw new IOException(
                    "The broker no longer takes transaction '"
                            + request.getCommittable().getTransactionalId()
                            + "' on "
                            + topic
                            + ", which is part of a complete checkpoint: "
                            + givenUp.getMessage()
                            + ". The restart finds out what is missing. If this comes again, raise"
                            + " kafka.transactionTimeout above the time that a checkpoint takes.",
                    givenUp);
        }
    }

    @Override
    public KafkaCommittable getCommittable() {
        return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
        return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
        givenUp = reason;
        request.signalFailedWithKnownReason(reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
        request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
        request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
        request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
        request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
        return request.getCommittable().toString();
    }
}
