package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.broker.LocalBroker;
import java.nio.file.Path;
import java.util.Map;
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
            assertThatCode(() -> TransactionProtocol.check(clients, false))
                    .doesNotThrowAnyException();

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

            assertThatThrownBy(() -> TransactionProtocol.check(clients, false))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("transaction.version is 1, below 2")
                    .hasMessageContaining("acceptOlderTransactions: true");
            assertThatCode(() -> TransactionProtocol.check(clients, true))
                    .doesNotThrowAnyException();
        }
    }
}
