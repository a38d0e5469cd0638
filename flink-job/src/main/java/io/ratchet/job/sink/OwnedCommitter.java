package io.ratchet.job.sink;

import io.ratchet.job.resume.OwnerWatch;
import io.ratchet.job.resume.Transactions;
import io.ratchet.operator.RestorePoint;
import io.ratchet.operator.TaskClosing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Commits what the start that owns the job has prepared, and nothing else.
 *
 * <p><b>Owns</b> Kafka's committer and a watch of the job's owner. <b>On restore</b>: the restored
 * transactions are committed once more. Whether the broker still takes them does not say whether
 * they are committed; the writer reads that from the topic.
 */
final class OwnedCommitter implements Committer<KafkaCommittable> {
    /** How often what other starts leave open is looked for while the job runs. */
    private static final Duration LOOKED_EVERY = Duration.ofMinutes(1);

    private final TopicTask<?> task;
    private final Committer<KafkaCommittable> kafka;
    private final long restoredId;
    private final Set<String> restored = new HashSet<>();
    private @Nullable OwnerWatch watch;
    private long lookedNanos = System.nanoTime();

    /**
     * @param restoredId the restored checkpoint, or {@link RestorePoint#NONE}
     */
    OwnedCommitter(TopicTask<?> task, Committer<KafkaCommittable> kafka, long restoredId) {
        this.task = task;
        this.restoredId = restoredId;
        this.kafka = kafka;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        if (requests.isEmpty()) {
            return;
        }
        OwnerWatch owner = watch();
        try {
            owner.check();
        } catch (RetriableException unreachable) {
            requests.forEach(CommitRequest::retryLater);
            return;
        }
        task.commits().beforeCommit(task.sink());
        List<ObservedCommit> commits = new ArrayList<>();
        for (CommitRequest<KafkaCommittable> request : requests) {
            commits.add(new ObservedCommit(request));
        }
        kafka.commit(List.copyOf(commits));
        for (ObservedCommit commit : commits) {
            String id = commit.getCommittable().getTransactionalId();
            if (isRestored(id)) {
                restored.add(id);
            } else {
                commit.refuseLoss(task.topic());
            }
        }
        abortForeign(owner);
    }

    /**
     * Whether a transaction was prepared by an earlier attempt, and may have been committed by it.
     * The connector numbers those of this attempt from the restored checkpoint on.
     */
    private boolean isRestored(String transactionalId) {
        String own = Transactions.prefix(task.start().claim().owner(), task.sink()) + "-";
        return !transactionalId.startsWith(own)
                || Long.parseLong(transactionalId.substring(transactionalId.lastIndexOf('-') + 1))
                        <= restoredId;
    }

    private OwnerWatch watch() {
        OwnerWatch known = watch;
        if (known == null) {
            known = new OwnerWatch(task.clients(), task.start().claim());
            watch = known;
        }
        return known;
    }

    /** An older start that was frozen may open a transaction when it wakes up, before it ends. */
    private void abortForeign(OwnerWatch owner) {
        if (System.nanoTime() - lookedNanos > LOOKED_EVERY.toNanos()) {
            lookedNanos = System.nanoTime();
            Transactions.abortForeign(
                    task.clients(), task.start().claim().owner(), task.sink(), restored, owner);
        }
    }

    @Override
    public void close() {
        TaskClosing.quietly(kafka, watch);
    }
}
