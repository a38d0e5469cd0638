package io.ratchet.job.configuration;

/** Configurations for tests. */
public final class Configurations {
    /** The least that a job with one run needs. */
    public static final String MINIMAL =
            """
            job: flights
            runs:
              - id: flights
                input:
                  topic: flights
                  format: csv
                  columns:
                    - {name: distance, type: numeric, mean: 700, deviation: 500}
                    - {name: carrier, type: hashed, buckets: 64}
                    - {name: delay, type: label, above: 15}
                model: {type: tabular}
                loss: binary-cross-entropy
                optimizer: {type: adamw}
            """;

    private Configurations() {}

    /** The minimal configuration with one text replaced, which must be there. */
    public static String minimalWith(String given, String replacement) {
        if (!MINIMAL.contains(given)) {
            throw new IllegalArgumentException("Not in the minimal configuration: " + given);
        }
        return MINIMAL.replace(given, replacement);
    }

    static JobConfiguration read(String text) {
        return ConfigurationReader.read("test", text);
    }
}
