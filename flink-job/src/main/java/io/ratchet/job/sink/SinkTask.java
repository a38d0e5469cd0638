package io.ratchet.job.sink;

import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.operator.restore.RestorePoint;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the sink has to know of the topics that it writes, and of the start that it belongs to.
 *
 * @param topics the output topics
 * @param clients properties of every Kafka client
 * @param producer further properties of the producers
 * @param transactionTimeout how long a transaction may stay open
 * @param claim the start's claim to the job
 * @param restore what it goes on from
 * @param isAfresh whether its generation begins with it, so that nothing was committed before
 * @param acceptsLoss whether it goes on where an output topic was made again
 * @param runs the job's runs
 * @param arrivalRuns those whose steps are not the same when they are computed again
 * @param again which records the runs read that may have been refused before
 * @param commits is called before every commit
 */
public record SinkTask(
        List<String> topics,
        Map<String, String> clients,
        Map<String, String> producer,
        Duration transactionTimeout,
        OwnerClaim claim,
        RestorePoint restore,
        boolean isAfresh,
        boolean acceptsLoss,
        Set<String> runs,
        Set<String> arrivalRuns,
        ReadAgain again,
        CommitInterceptor commits)
        implements Serializable {
    public SinkTask {
        topics = new ArrayList<>(topics);
        clients = new HashMap<>(clients);
        producer = new HashMap<>(producer);
        runs = new HashSet<>(runs);
        arrivalRuns = new HashSet<>(arrivalRuns);
    }
}
