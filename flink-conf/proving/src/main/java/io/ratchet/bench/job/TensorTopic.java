package io.ratchet.bench.job;

import io.ratchet.kafka.batch.Safetensors;
import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Batches of numbers out of nothing, each of which is a record that is ready to be trained with.
 */
public final class TensorTopic {
    private static final int DIFFERENT_BATCHES = 64;

    private TensorTopic() {}

    /**
     * The section {@code runs} of a job over such a topic, but for the optimizer.
     *
     * @param feature type and shape of the feature, as in a configuration
     */
    public static String runs(String topic, String feature, String model) {
        return """
        runs:
          - id: run
            input:
              topic: %s
              format: tensors
              features:
                - {name: x, %s}
              label: {name: y, type: float32}
            model: %s
            loss: squared-error
        """
                .formatted(topic, feature, model);
    }

    /**
     * Fills a topic of one partition with batches of {@link DenseState#FEATURES} normal numbers a
     * row and their sum as the label.
     */
    public static void fill(Map<String, String> clients, String topic, int rows, long records)
            throws InterruptedException, ExecutionException {
        SplittableRandom random = new SplittableRandom(topic.hashCode());
        List<byte[]> values = new ArrayList<>();
        for (int batch = 0; batch < DIFFERENT_BATCHES; batch++) {
            values.add(batch(random, rows));
        }
        send(clients, topic, values, records);
    }

    /**
     * Fills a topic of one partition with batches of ids and normal numbers as labels.
     *
     * @param idsPerRow ids of a row
     * @param ids how many different ones there are
     * @param stride how far one is from the next
     */
    public static void fillIds(
            Map<String, String> clients,
            String topic,
            int rows,
            int idsPerRow,
            int ids,
            int stride,
            long records)
            throws InterruptedException, ExecutionException {
        SplittableRandom random = new SplittableRandom(topic.hashCode());
        List<byte[]> values = new ArrayList<>();
        for (int batch = 0; batch < DIFFERENT_BATCHES; batch++) {
            ByteBuffer features = littleEndian(rows * idsPerRow * Long.BYTES);
            while (features.hasRemaining()) {
                features.putLong((long) random.nextInt(ids) * stride);
            }
            ByteBuffer labels = littleEndian(rows * Float.BYTES);
            while (labels.hasRemaining()) {
                labels.putFloat((float) random.nextGaussian());
            }
            values.add(
                    encode(
                            new TensorView(
                                    "x",
                                    TensorType.INT64,
                                    new long[] {rows, idsPerRow},
                                    features.flip()),
                            labels.flip(),
                            rows));
        }
        send(clients, topic, values, records);
    }

    /** Writes values over and over, up to so many records, each as a ready-made batch. */
    public static void send(
            Map<String, String> clients, String topic, List<byte[]> values, long records)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.copyOf(clients),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (long record = 0; record < records; record++) {
                byte[] value = values.get((int) (record % values.size()));
                ProducerRecord<byte[], byte[]> next = new ProducerRecord<>(topic, value);
                TensorBatchHeaders.addTo(next.headers());
                Future<RecordMetadata> sent = producer.send(next);
                if (record == records - 1) {
                    sent.get(); // the last of one partition: all before it have arrived
                }
            }
        }
    }

    private static byte[] batch(SplittableRandom random, int rows) {
        ByteBuffer numbers = littleEndian(rows * DenseState.FEATURES * Float.BYTES);
        ByteBuffer labels = littleEndian(rows * Float.BYTES);
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int feature = 0; feature < DenseState.FEATURES; feature++) {
                float number = (float) random.nextGaussian();
                numbers.putFloat(number);
                sum += number;
            }
            labels.putFloat(sum / DenseState.FEATURES);
        }
        long[] shape = {rows, DenseState.FEATURES};
        return encode(
                new TensorView("x", TensorType.FLOAT32, shape, numbers.flip()),
                labels.flip(),
                rows);
    }

    private static byte[] encode(TensorView features, ByteBuffer labels, int rows) {
        TensorView label = new TensorView("y", TensorType.FLOAT32, new long[] {rows}, labels);
        return Safetensors.write(List.of(features, label));
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
