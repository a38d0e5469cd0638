package io.ratchet.training.model;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * What the rows of an embedding table begin with: independent values around 0.
 *
 * @param distribution their distribution
 * @param scale the standard deviation of a normal distribution, the bound of a uniform one
 */
public record EmbeddingInit(Distribution distribution, double scale) implements Serializable {
    /** Rows of ids that are seldom seen stay near what they began with: near 0, it is no noise. */
    public static final EmbeddingInit DEFAULT = new EmbeddingInit(Distribution.NORMAL, 0.01);

    /** Beyond it, no model learns. */
    public static final double LARGEST_SCALE = 1_000;

    /** How the values are distributed. */
    public enum Distribution {
        /** Normal, with mean 0 and the scale as its standard deviation. */
        NORMAL("normal"),
        /** Uniform from −scale to scale. */
        UNIFORM("uniform");

        private final String code;

        Distribution(String code) {
            this.code = code;
        }

        /** Its name in configurations and contracts. */
        public String code() {
            return code;
        }
    }

    public EmbeddingInit {
        if (!(scale > 0 && scale < LARGEST_SCALE)) {
            throw new IllegalArgumentException(
                    "Embeddings cannot begin with the scale "
                            + scale
                            + ": it must be above 0 and below "
                            + LARGEST_SCALE
                            + ".");
        }
    }

    /** The values of a table, drawn one after the other. */
    public float[] values(int count, RandomGenerator random) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            double drawn =
                    distribution == Distribution.NORMAL
                            ? random.nextGaussian()
                            : 2 * random.nextDouble() - 1;
            values[index] = (float) (scale * drawn);
        }
        return values;
    }
}
