package io.ratchet.bench.overhead;

import java.util.List;

/** What the suite trains. */
final class Workloads {
    private static final int IMAGES = 64;

    private Workloads() {}

    static List<Workload> all() {
        return List.of(tabular(256, 1_600), tabular(1_024, 700), mlp(), convnet());
    }

    /** Embeddings of 16 for four categorical features, one hidden layer of 64. */
    static Workload tabular(int batchRows, int stepsPerSecond) {
        String id = "tabular-" + batchRows;
        String runs =
                """
                runs:
                  - id: run
                    input:
                      topic: bench-%1$s
                      format: json
                      batch: %2$s
                      columns:
                        - {name: date, type: timestamp, parts: [hour, day-of-week]}
                        - {name: delay, type: label, above: 15}
                        - {name: distance, type: numeric, mean: 730, deviation: 570}
                        - {name: origin, type: hashed, buckets: 400}
                        - {name: destination, type: hashed, buckets: 400}
                    model: {type: tabular, embedding: 16, hidden: [64]}
                    loss: binary-cross-entropy
                    optimizer: {type: adam, learningRate: 0.001}
                """
                        .formatted(id, batchRows);
        String prepared =
                """
                runs:
                  - id: run
                    input:
                      topic: bench-%1$s-prepared
                      format: tensors
                      features:
                        - {name: numeric, type: float32, shape: [1]}
                        - {name: categorical, type: int64, shape: [4]}
                      label: {name: label, type: float32}
                    model:
                      type: custom
                      class: %2$s
                      options: {ids: 900, embedding: 16, hidden: 64}
                    loss: binary-cross-entropy
                    optimizer: {type: adam, learningRate: 0.001}
                """
                        .formatted(id, PreparedTabular.class.getName());
        return new Workload(
                "flights tabular, batch " + batchRows,
                id,
                runs,
                prepared,
                Workload.Data.FLIGHTS,
                batchRows,
                batchRows,
                stepsPerSecond);
    }

    /** 784 × 2,048 × 2,048 × 10: 5.8 million parameters. */
    private static Workload mlp() {
        return images(
                "mlp",
                "mlp, 5.8 M parameters",
                "{type: mlp, hidden: [2048, 2048], outputs: 10}",
                60);
    }

    private static Workload convnet() {
        return images(
                "convnet",
                "Fashion-MNIST convnet",
                "{type: convnet, channels: [16, 32], hidden: 128, outputs: 10}",
                300);
    }

    private static Workload images(String id, String name, String model, int stepsPerSecond) {
        String runs =
                """
                runs:
                  - id: run
                    input:
                      topic: bench-%1$s
                      format: tensors
                      features:
                        - {name: image, type: uint8, shape: [1, 28, 28]}
                      label: {name: label, type: int64, classes: 10}
                    model: %2$s
                    loss: softmax-cross-entropy
                    optimizer: {type: adam, learningRate: 0.001}
                """
                        .formatted(id, model);
        return new Workload(
                name + ", batch " + IMAGES,
                id,
                runs,
                "",
                Workload.Data.FASHION,
                1,
                IMAGES,
                stepsPerSecond);
    }
}
