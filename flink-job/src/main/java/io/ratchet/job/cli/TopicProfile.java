package io.ratchet.job.cli;

import io.ratchet.job.draft.RecordProfile;
import io.ratchet.kafka.format.TensorBatchHeaders;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Profiles the records of a topic, whose first value tells whether they are CSV or JSON. */
final class TopicProfile {
    private final List<String> names;
    private @Nullable RecordProfile profile;

    TopicProfile(List<String> names) {
        this.names = names;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            return;
        }
        RecordProfile taker = profile;
        if (taker == null) {
            if (record.headers().lastHeader(TensorBatchHeaders.FORMAT_KEY) != null) {
                throw new IllegalArgumentException(
                        "Topic '"
                                + record.topic()
                                + "' holds ready-made batches, which have no columns to guess;"
                                + " examples/fashion-mnist.yaml shows how they are configured.");
            }
            taker =
                    isObject(value)
                            ? RecordProfile.ofJson()
                            : RecordProfile.ofCsv(DraftNames.columns(names, value));
            profile = taker;
        }
        taker.add(value);
    }

    private static boolean isObject(byte[] value) {
        int at = 0;
        while (at < value.length - 1 && Character.isWhitespace(value[at])) {
            at++;
        }
        return value[at] == '{';
    }

    RecordProfile profile(String topic) {
        RecordProfile found = profile;
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no record on topic '" + topic + "' to look at. Load some first.");
        }
        return found;
    }
}
