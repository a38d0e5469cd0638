package io.ratchet.peer.deeplearning4j;

import io.ratchet.bench.peer.PeerBatches;
import io.ratchet.bench.peer.PeerModel;
import io.ratchet.bench.peer.PeerTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * As its documentation shows it: a {@link MultiLayerNetwork} and {@code fit}, workspaces as they
 * are by default. The batches are arrays, their classes one-hot, before the clock runs.
 */
final class Deeplearning4jModel implements PeerModel {
    private static final String ABOUT =
            "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    private final MultiLayerNetwork network;
    private final List<INDArray> features = new ArrayList<>();
    private final List<INDArray> labels = new ArrayList<>();

    Deeplearning4jModel(PeerTask task) {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .weightInit(WeightInit.RELU)
                        .updater(new Adam(task.learningRate()))
                        .list();
        int[] widths = task.widths();
        for (int layer = 0; layer + 2 < widths.length; layer++) {
            layers.layer(
                    new DenseLayer.Builder()
                            .nIn(widths[layer])
                            .nOut(widths[layer + 1])
                            .activation(Activation.RELU)
                            .build());
        }
        layers.layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(widths[widths.length - 2])
                        .nOut(widths[widths.length - 1])
                        .activation(Activation.SOFTMAX)
                        .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
        PeerBatches batches = task.batches();
        for (PeerBatches.Batch batch : batches.batches()) {
            features.add(
                    Nd4j.create(batch.values(), new int[] {batches.rows(), batches.features()}));
            labels.add(oneHot(batch.labels(), batches.classes()));
        }
    }

    private static INDArray oneHot(int[] labels, int classes) {
        float[] ones = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            ones[row * classes + labels[row]] = 1;
        }
        return Nd4j.create(ones, new int[] {labels.length, classes});
    }

    @Override
    public String library() {
        Properties about = new Properties();
        try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(ABOUT)) {
            if (in != null) {
                about.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "Deeplearning4j " + about.getProperty("version", "of an unknown version");
    }

    @Override
    public int threads() {
        return Nd4j.getEnvironment().maxThreads();
    }

    @Override
    public double train(int batch) {
        network.fit(features.get(batch), labels.get(batch));
        return network.score();
    }
}
