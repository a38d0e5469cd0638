package io.ratchet.cluster;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.util.LeaderRetrievalUtils;

/** Asks ZooKeeper which job manager leads, as Flink's clients do. */
final class LeaderFinder {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private LeaderFinder() {}

    /** The REST address of the leader; waits for one to be elected. */
    static URI rest(ClusterFolder folder) {
        Configuration flink =
                GlobalConfiguration.loadConfiguration(folder.configuration().toString());
        try {
            ClientHighAvailabilityServices services =
                    HighAvailabilityServicesUtils.createClientHAService(flink, fault -> {});
            try {
                return URI.create(
                        LeaderRetrievalUtils.retrieveLeaderInformation(
                                        services.getClusterRestEndpointLeaderRetriever(), LONGEST)
                                .getLeaderAddress());
            } finally {
                services.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("Interrupted while asking for the leader.", e);
        } catch (Exception e) {
            throw new LocalClusterException(
                    "ZooKeeper names no job manager that leads: " + e.getMessage(), e);
        }
    }
}
