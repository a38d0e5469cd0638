package io.ratchet.job.resume;

import io.ratchet.job.decode.OwnerGuard;
import java.util.HashMap;
import java.util.Map;

/** Ends a job for good when a newer start of the same id has taken it over. */
public final class JobOwnerGuard implements OwnerGuard {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> clients;
    private final OwnerClaim claim;

    /**
     * @param clients properties of the Kafka client
     * @param claim that of the start that asks
     */
    public JobOwnerGuard(Map<String, String> clients, OwnerClaim claim) {
        this.clients = new HashMap<>(clients);
        this.claim = claim;
    }

    @Override
    public void check() {
        try (OwnerWatch watch = new OwnerWatch(clients, claim)) {
            watch.check();
        }
    }
}
