package io.ratchet.tests.examples;

import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadListener;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;

/** A broker in this process whose topics are filled by the loader. */
final class ExampleBroker implements AutoCloseable {
    private final LocalBroker broker;

    private ExampleBroker(LocalBroker broker) {
        this.broker = broker;
    }

    static ExampleBroker start(Path folder) {
        return new ExampleBroker(LocalBroker.start(folder));
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    /** Makes a topic of one partition and fills it from a file. */
    void load(String topic, RecordFile file) throws Exception {
        load(topic, file, 1, Long.MAX_VALUE);
    }

    /** The same, over and over, up to so many records. */
    void load(String topic, RecordFile file, int passes, long records) throws Exception {
        Map<String, Object> connection = Map.copyOf(clients());
        try (Admin admin = Admin.create(connection)) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of(topic, 1)), PartitionGrowth.REFUSED);
        }
        LoadOptions options =
                new LoadOptions(
                        topic,
                        new PartitionSpread.RoundRobin(),
                        OptionalDouble.empty(),
                        OptionalLong.of(records),
                        passes);
        new FileLoader(connection).load(file, options, LoadListener.NONE);
    }

    @Override
    public void close() {
        broker.close();
    }
}
