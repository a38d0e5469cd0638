package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.broker.LocalBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionProtocolITCase {
    @Test
    void refusesAnOlderProtocolUnlessItIsAccepted(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            Map<String, String> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
            assertThat(check(clients, false)).isEmpty();

            try (Admin admin = Admin.create(Map.<String, Object>copyOf(clients))) {
                admin.updateFeatures(
                                Map.of(
                                        "transaction.version",
                                        new FeatureUpdate(
                                                (short) 1,
                                                FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                                new UpdateFeaturesOptions())
                        .all()
                        .get();
            }

            assertThatThrownBy(() -> check(clients, false))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("transaction.version is 1, below 2")
                    .hasMessageContaining("acceptOlderTransactions: true");
            assertThat(check(clients, true))
                    .as("the user is told")
                    .hasValueSatisfying(
                            notice ->
                                    assertThat(notice)
                                            .contains("transaction.version is 1, below 2")
                                            .contains("This is accepted"));
        }
    }

    private static Optional<String> check(Map<String, String> clients, boolean acceptsOlder) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(clients))) {
            return TransactionProtocol.check(TransactionProtocol.version(admin), acceptsOlder);
        }
    }
}
