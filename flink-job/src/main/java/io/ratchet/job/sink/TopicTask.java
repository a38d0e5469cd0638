package io.ratchet.job.sink;

import io.ratchet.job.record.RecordCodec;
import io.ratchet.job.record.TopicOrder;
import io.ratchet.job.resume.OwnerClaim;
import io.ratchet.operator.RestorePoint;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a sink has to know of the topic that it writes, and of the start that it belongs to.
 *
 * @param topic the topic
 * @param sink the sink's uid
 * @param codec makes records of values
 * @param order tells where a value stands
 * @param clients properties of Kafka's clients
 * @param start the start
 * @param patience how long a transaction may stay open
 * @param arrivalRuns runs whose steps are not the same when they are computed again
 * @param commits is called before every commit
 * @param <T> the type of the values
 */
public record TopicTask<T>(
        String topic,
        String sink,
        RecordCodec<T> codec,
        TopicOrder<T> order,
        Map<String, String> clients,
        Start start,
        Duration patience,
        Set<String> arrivalRuns,
        CommitInterceptor commits)
        implements Serializable {
    public TopicTask {
        clients = new HashMap<>(clients);
        arrivalRuns = new HashSet<>(arrivalRuns);
    }

    /** Whether claims to the job stand on this topic too. */
    boolean holdsClaims() {
        return topic.equals(start.claim().topic());
    }

    /**
     * The start of a job.
     *
     * @param claim its claim to the job
     * @param restore what it goes on from
     * @param isAfresh whether its generation begins with it, so that nothing was committed before
     */
    public record Start(OwnerClaim claim, RestorePoint restore, boolean isAfresh)
            implements Serializable {}
}
