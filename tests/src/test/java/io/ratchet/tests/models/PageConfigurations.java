package io.ratchet.tests.models;

/** Configurations of small runs, of every kind that the page speaks of. */
final class PageConfigurations {
    private PageConfigurations() {}

    /**
     * Rows of CSV.
     *
     * @param features which columns take part: numbers, ids, or both
     */
    static String rows(String features, String model, String engine) {
        boolean numbers = features.contains("numbers");
        boolean ids = features.contains("ids");
        return """
        job: page
        runs:
          - id: page
            input:
              topic: page
              format: csv
              columns:
                - {name: date, type: %1$s}
                - {name: delay, type: label, above: 15}
                - {name: distance, type: %2$s}
                - {name: taxi, type: %3$s}
                - {name: origin, type: %4$s}
                - {name: carrier, type: %5$s}
            model: %6$s
            loss: binary-cross-entropy
            optimizer: {type: sgd, learningRate: 0.5}
            engine: %7$s
        """
                .formatted(
                        ids ? "timestamp, parts: [hour, day-of-week]" : "ignored",
                        numbers ? "numeric, mean: 730, deviation: 570" : "ignored",
                        numbers ? "numeric, mean: 2, deviation: 4, missing: 3" : "ignored",
                        ids ? "hashed, buckets: 16" : "ignored",
                        ids ? "listed, values: [UA, \u00c4, DL]" : "ignored",
                        model,
                        engine);
    }

    /** Images of 8 by 8 in three classes. */
    static String images(String model) {
        return """
        job: page
        runs:
          - id: page
            input:
              topic: page
              format: tensors
              features: [{name: image, type: uint8, shape: [1, 8, 8]}]
              label: {name: label, type: int64, classes: 3}
            model: %s
            loss: softmax-cross-entropy
            optimizer: {type: sgd, learningRate: 0.5}
        """
                .formatted(model);
    }
}
