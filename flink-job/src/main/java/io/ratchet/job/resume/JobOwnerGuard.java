package io.ratchet.job.resume;

import io.ratchet.job.decode.OwnerGuard;
import io.ratchet.job.record.Owner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Ends a job for good when a newer start of the same id has taken it over. */
public final class JobOwnerGuard implements OwnerGuard {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> clients;
    private final String topic;
    private final String job;
    private final String token;
    private final long epoch;

    /**
     * @param clients properties of the Kafka client
     * @param topic the run-state topic
     * @param owner the start that asks
     */
    public JobOwnerGuard(Map<String, String> clients, String topic, Owner owner) {
        this.clients = new HashMap<>(clients);
        this.topic = topic;
        this.job = owner.job();
        this.token = owner.token();
        this.epoch = owner.epoch();
    }

    @Override
    public void check() {
        Optional<Owner> last = JobHistory.read(clients, topic, job).owner();
        // An older owner is read where a transaction of its, still open, hides the newer record.
        if (last.isPresent() && last.get().epoch() >= epoch && !last.get().token().equals(token)) {
            throw new SuppressRestartsException(
                    new StartException(
                            "Job '"
                                    + job
                                    + "' of epoch "
                                    + epoch
                                    + " ends: it was started again, as epoch "
                                    + last.get().epoch()
                                    + ", and two of one id would stop each other in turns. Leave"
                                    + " the newer one running."));
        }
    }
}
