package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The settings of the broker. */
final class BrokerSettings {
    private static final Duration KAFKA_TRANSACTION_LIMIT = Duration.ofMinutes(15);
    private static final Duration EMBEDDED_TRANSACTION_LIMIT = Duration.ofDays(7);

    private static final Keys KEYS =
            new Keys(
                    "The broker. Without `bootstrap`, an embedded broker is started for the time of"
                            + " the command.");

    private static final Setting<Optional<String>> BOOTSTRAP =
            KEYS.optional(
                    "bootstrap",
                    Values.text(),
                    "Host and port of one or more brokers, separated by commas.");
    private static final Setting<Optional<Boolean>> EMBEDDED =
            KEYS.optional(
                    "embedded",
                    Values.flag(),
                    "Whether an embedded broker is started: true unless `bootstrap` is given. Both"
                            + " together are refused.");
    private static final Setting<Path> DATA =
            KEYS.defaulted(
                    "data",
                    Values.text().as(Path::of),
                    "./ratchet-data/kafka",
                    "The embedded broker's folder; what is in it outlives the process. A relative"
                            + " one belongs to the folder in which a command is given.");
    private static final Setting<Integer> PORT =
            KEYS.defaulted(
                    "port",
                    Quantities.integer(0, 65535),
                    "0",
                    "The embedded broker's port; 0 takes the port of the last time, or a free"
                            + " one.");
    private static final Setting<Optional<Duration>> TRANSACTION_TIMEOUT =
            KEYS.optional(
                    "transactionTimeout",
                    Quantities.duration(Duration.ofSeconds(10), Duration.ofDays(7)),
                    "How long the broker keeps a prepared transaction while the job is down;"
                            + " results of an interruption that lasts longer are lost. At most the"
                            + " broker's `transaction.max.timeout.ms`. Default: 15 min, which is"
                            + " Kafka's own limit, or 7 d with the embedded broker.");
    private static final Setting<Boolean> ACCEPT_OLDER_TRANSACTIONS =
            KEYS.defaulted(
                    "acceptOlderTransactions",
                    Values.flag(),
                    "false",
                    "Whether a broker will do whose `transaction.version` is below 2, which Kafka"
                            + " has since 4.0. Otherwise a start on one is refused.");
    private static final Setting<Optional<Map<String, String>>> PROPERTIES =
            KEYS.optional(
                    "properties",
                    Values.entries(),
                    "Properties of every Kafka client, such as `security.protocol`.");

    static final SectionType<BrokerConfiguration> BROKER = KEYS.readAs(BrokerSettings::read);

    private BrokerSettings() {}

    private static BrokerConfiguration read(Section kafka) {
        Optional<String> bootstrap = kafka.get(BOOTSTRAP);
        boolean embedded = kafka.get(EMBEDDED).orElse(bootstrap.isEmpty());
        if (embedded && bootstrap.isPresent()) {
            kafka.fault(EMBEDDED, "is true beside 'bootstrap'; give one of the two.");
        }
        if (!embedded && bootstrap.isEmpty()) {
            kafka.fault(BOOTSTRAP, "is missing, and 'embedded' is false; give one of the two.");
        }
        Duration timeout =
                kafka.get(TRANSACTION_TIMEOUT)
                        .orElse(embedded ? EMBEDDED_TRANSACTION_LIMIT : KAFKA_TRANSACTION_LIMIT);
        boolean older = kafka.get(ACCEPT_OLDER_TRANSACTIONS);
        Map<String, String> properties = kafka.get(PROPERTIES).orElse(Map.of());
        BrokerConfiguration own =
                new BrokerConfiguration.Embedded(
                        kafka.get(DATA), kafka.get(PORT), timeout, properties);
        return bootstrap
                .<BrokerConfiguration>map(
                        servers ->
                                new BrokerConfiguration.Given(servers, timeout, older, properties))
                .orElse(own);
    }
}
