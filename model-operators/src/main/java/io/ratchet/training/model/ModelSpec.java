package io.ratchet.training.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The model of a run. Every model ends in logits or predictions of shape (n, outputs). */
public sealed interface ModelSpec extends Serializable {
    /** The name of this kind of model in configurations and fingerprints. */
    String code();

    /** The width of the output; empty where only the user's own block knows it. */
    OptionalInt outputCount();

    /**
     * One linear layer over all features; a categorical feature adds one weight an id and output.
     *
     * @param outputs width of the output
     */
    record Linear(int outputs) implements ModelSpec {
        public Linear {
            new SpecFaults("linear").width("outputs", outputs).raise();
        }

        @Override
        public String code() {
            return "linear";
        }

        @Override
        public OptionalInt outputCount() {
            return OptionalInt.of(outputs);
        }
    }

    /**
     * A multilayer perceptron with ReLU over numeric features (or one flattened feature tensor).
     *
     * @param hidden widths of the hidden layers
     * @param outputs width of the output
     * @param dropout probability with which a hidden activation is dropped, 0 for none
     */
    record Mlp(List<Integer> hidden, int outputs, double dropout) implements ModelSpec {
        public Mlp {
            hidden = List.copyOf(hidden);
            new SpecFaults("mlp")
                    .widths("hidden", hidden)
                    .width("outputs", outputs)
                    .dropout(dropout)
                    .raise();
        }

        @Override
        public String code() {
            return "mlp";
        }

        @Override
        public OptionalInt outputCount() {
            return OptionalInt.of(outputs);
        }
    }

    /**
     * Embeddings of the categorical features beside the numeric ones, then a multilayer perceptron.
     *
     * @param embedding width of every embedding
     * @param init what the embeddings begin with
     * @param hidden widths of the hidden layers
     * @param outputs width of the output
     * @param dropout probability with which a hidden activation is dropped, 0 for none
     */
    record Tabular(
            int embedding, EmbeddingInit init, List<Integer> hidden, int outputs, double dropout)
            implements ModelSpec {
        public Tabular {
            hidden = List.copyOf(hidden);
            new SpecFaults("tabular")
                    .width("embedding", embedding)
                    .widths("hidden", hidden)
                    .width("outputs", outputs)
                    .dropout(dropout)
                    .raise();
        }

        /** One whose embeddings begin as they do by default. */
        public Tabular(int embedding, List<Integer> hidden, int outputs, double dropout) {
            this(embedding, EmbeddingInit.DEFAULT, hidden, outputs, dropout);
        }

        @Override
        public String code() {
            return "tabular";
        }

        @Override
        public OptionalInt outputCount() {
            return OptionalInt.of(outputs);
        }
    }

    /**
     * A convolutional network over one feature tensor (n, channels, height, width): for every entry
     * of channels a 3×3 convolution with padding 1, batch normalisation if asked for, ReLU and a
     * 2×2 max pooling; then one hidden layer.
     *
     * @param channels output channels of the convolutions
     * @param hidden width of the hidden layer
     * @param outputs width of the output
     * @param batchNorm whether batch normalisation follows each convolution
     * @param dropout probability with which a hidden activation is dropped, 0 for none
     */
    record Convnet(
            List<Integer> channels, int hidden, int outputs, boolean batchNorm, double dropout)
            implements ModelSpec {
        public Convnet {
            channels = List.copyOf(channels);
            new SpecFaults("convnet")
                    .unless(!channels.isEmpty(), "channels is empty and must name at least one")
                    .widths("channels", channels)
                    .width("hidden", hidden)
                    .width("outputs", outputs)
                    .dropout(dropout)
                    .raise();
        }

        @Override
        public String code() {
            return "convnet";
        }

        @Override
        public OptionalInt outputCount() {
            return OptionalInt.of(outputs);
        }
    }

    /**
     * A user's own model.
     *
     * @param className a class on the class path that implements {@code ModelProvider}
     * @param options handed to it
     */
    record Custom(String className, Map<String, String> options) implements ModelSpec {
        public Custom {
            options = Map.copyOf(options);
            new SpecFaults("custom")
                    .unless(!className.isBlank(), "the name of the model provider's class is blank")
                    .raise();
        }

        @Override
        public String code() {
            return "custom";
        }

        @Override
        public OptionalInt outputCount() {
            return OptionalInt.empty();
        }
    }
}
