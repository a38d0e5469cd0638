package io.ratchet.bench.overhead;

import io.ratchet.bench.job.TensorTopic;
import io.ratchet.kafka.batch.Safetensors;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Writes batches of rows as ready-made batches: what a producer could have done beforehand. */
final class PreparedTopic {
    private PreparedTopic() {}

    /** Writes the batches over and over, up to so many records. */
    static void write(
            Map<String, String> clients,
            String topic,
            List<Batch> batches,
            ModelInput.Ids ids,
            long records)
            throws InterruptedException, ExecutionException {
        List<byte[]> values = batches.stream().map(batch -> encode(batch, ids)).toList();
        TensorTopic.send(clients, topic, values, records);
    }

    private static byte[] encode(Batch batch, ModelInput.Ids ids) {
        HostTensor numeric = batch.features().get(0);
        HostTensor categorical = batch.features().get(1);
        return Safetensors.write(
                List.of(
                        new TensorView(
                                "numeric", TensorType.FLOAT32, shape(numeric), numeric.bytes()),
                        new TensorView(
                                "categorical",
                                TensorType.INT64,
                                shape(categorical),
                                rows(categorical.bytes(), ids.offsets())),
                        new TensorView(
                                "label",
                                TensorType.FLOAT32,
                                shape(batch.label()),
                                batch.label().bytes())));
    }

    private static long[] shape(HostTensor tensor) {
        return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    /** Ids of each feature, counted from 0, as rows of one table: INT64. */
    static ByteBuffer rows(ByteBuffer ids, List<Integer> offsets) {
        ByteBuffer wide = ByteBuffer.allocate(2 * ids.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; ids.hasRemaining(); at++) {
            wide.putLong((long) ids.getInt() + offsets.get(at % offsets.size()));
        }
        return wide.flip();
    }
}
