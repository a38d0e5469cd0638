package io.ratchet.tests.examples;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.kafka.batch.TensorBatch;
import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.ModelFile;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How many of a topic's samples a written model puts into the right class. */
final class Accuracy implements AutoCloseable {
    private static final int CHUNK_BYTES = 65_536;

    private final Instance instance;
    private long right;
    private long all;

    private Accuracy(Instance instance) {
        this.instance = instance;
    }

    /**
     * The share of samples in the right class, 0 to 1.
     *
     * @param topic ready-made batches
     * @param schema of them
     */
    static double of(
            ModelFile model,
            RunSpec spec,
            Map<String, String> clients,
            String topic,
            TensorSchema schema) {
        TensorBatchDecoder decoder = new TensorBatchDecoder(schema);
        try (Accuracy accuracy = new Accuracy(restored(model, spec))) {
            CommittedRecords.read(clients, topic, record -> accuracy.count(batch(decoder, record)));
            return (double) accuracy.right / accuracy.all;
        }
    }

    private static Instance restored(ModelFile model, RunSpec spec) {
        Instance instance =
                Instance.create(spec, ComputeDevice.parse("auto").resolved(), CHUNK_BYTES);
        List<TensorLayout> layouts = instance.tensors().layout().tensors();
        for (int tensor = 0; tensor < layouts.size(); tensor++) {
            if (layouts.get(tensor).role() != TensorRole.MOMENT) {
                ByteBuffer values = model.tensor(layouts.get(tensor).name()).bytes();
                byte[] bytes = new byte[values.remaining()];
                values.get(bytes);
                instance.tensors().write(tensor, 0, bytes);
            }
        }
        return instance;
    }

    private void count(Batch batch) {
        float[] logits = instance.predict(batch);
        int samples = batch.sampleCount();
        int classes = logits.length / samples;
        ByteBuffer labels = batch.label().bytes();
        for (int sample = 0; sample < samples; sample++) {
            int best = 0;
            for (int other = 1; other < classes; other++) {
                if (logits[sample * classes + other] > logits[sample * classes + best]) {
                    best = other;
                }
            }
            right += labels.getLong() == best ? 1 : 0;
        }
        all += samples;
    }

    private static Batch batch(TensorBatchDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            TensorBatch batch = decoder.decode(record.headers(), record.value());
            return new Batch(
                    batch.features().stream().map(Accuracy::host).toList(),
                    host(batch.label()),
                    Places.NONE);
        } catch (RefusedRecordException e) {
            throw new AssertionError("A batch of the loader cannot be read: " + record, e);
        }
    }

    private static HostTensor host(TensorView view) {
        List<Integer> shape = new ArrayList<>();
        for (long extent : view.shape()) {
            shape.add(Math.toIntExact(extent));
        }
        return new HostTensor(view.type(), shape, view.data());
    }

    @Override
    public void close() {
        instance.close();
    }
}
