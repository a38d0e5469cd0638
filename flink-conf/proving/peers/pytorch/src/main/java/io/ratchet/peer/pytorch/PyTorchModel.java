package io.ratchet.peer.pytorch;

import io.ratchet.bench.peer.PeerBatches;
import io.ratchet.bench.peer.PeerModel;
import io.ratchet.bench.peer.PeerTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * As the binding's own sample shows it: linear modules, PyTorch's C++ Adam, a scope of pointers for
 * each step. The batches are tensors before the clock runs.
 */
final class PyTorchModel implements PeerModel {
    private final List<LinearImpl> layers = new ArrayList<>();
    private final List<Tensor> features = new ArrayList<>();
    private final List<Tensor> labels = new ArrayList<>();
    private final Adam optimizer;

    PyTorchModel(PeerTask task) {
        torch.set_num_threads(1);
        torch.manual_seed(1);
        Module module = new Module();
        int[] widths = task.widths();
        for (int layer = 0; layer + 1 < widths.length; layer++) {
            LinearImpl linear = new LinearImpl(widths[layer], widths[layer + 1]);
            layers.add(module.register_module("linear" + layer, linear));
        }
        optimizer = new Adam(module.parameters(), new AdamOptions(task.learningRate()));
        PeerBatches batches = task.batches();
        for (PeerBatches.Batch batch : batches.batches()) {
            features.add(Tensor.create(batch.values(), batches.rows(), batches.features()));
            labels.add(Tensor.create(Arrays.stream(batch.labels()).asLongStream().toArray()));
        }
    }

    @Override
    public String library() {
        try {
            return "PyTorch by JavaCPP " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int threads() {
        return torch.get_num_threads();
    }

    @Override
    @SuppressWarnings("try") // the scope frees what the step has made
    public double train(int batch) {
        try (PointerScope scope = new PointerScope()) {
            optimizer.zero_grad();
            Tensor values = features.get(batch);
            for (int layer = 0; layer < layers.size(); layer++) {
                values = layers.get(layer).forward(values);
                if (layer + 1 < layers.size()) {
                    values = torch.relu(values);
                }
            }
            Tensor loss = torch.cross_entropy_loss(values, labels.get(batch));
            loss.backward();
            optimizer.step();
            return loss.item_float();
        }
    }
}
