package io.ratchet.job.demo;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadListener;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;

/**
 * The topic that the demonstration trains from: the shipped flights, in three partitions that are
 * filled unevenly.
 *
 * @param passes how often the file is put on the topic
 * @param listener is told how far loading is
 */
record DemoTopic(int passes, LoadListener listener) {
    private static final String NAME = "flights";
    private static final String SPREAD = "50,30,20";
    private static final int PARTITIONS = 3;

    /** Records of the file that are broken on purpose. */
    private static final int BROKEN_A_PASS = 20;

    /** Broken records on the topic. */
    int brokenRecords() {
        return passes * BROKEN_A_PASS;
    }

    void fill(KafkaAccess kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of(NAME, PARTITIONS)), PartitionGrowth.REFUSED);
        }
        new FileLoader(new HashMap<>(kafka.clients()))
                .load(
                        RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001),
                        new LoadOptions(
                                NAME,
                                PartitionSpread.parse(SPREAD),
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                passes),
                        listener);
    }
}
