package io.ratchet.bench.peer;

import java.util.List;

/**
 * What a peer is to train: a perceptron with ReLU behind every hidden layer, softmax cross-entropy,
 * Adam with PyTorch's defaults.
 *
 * @param hidden widths of the hidden layers
 * @param learningRate Adam's
 * @param batches what it trains on
 */
public record PeerTask(List<Integer> hidden, double learningRate, PeerBatches batches) {
    public PeerTask {
        hidden = List.copyOf(hidden);
    }

    /** Widths of all layers, from the features to the classes. */
    public int[] widths() {
        int[] widths = new int[hidden.size() + 2];
        widths[0] = batches.features();
        for (int layer = 0; layer < hidden.size(); layer++) {
            widths[layer + 1] = hidden.get(layer);
        }
        widths[widths.length - 1] = batches.classes();
        return widths;
    }
}
