package io.ratchet.training.step;

import java.util.Arrays;
import java.util.Optional;

/** Why a batch was refused in the step. The {@link #code()} is what is stored; it never changes. */
public enum BatchRefusal {
    /** The mean loss of the batch is NaN or infinite. */
    LOSS_NOT_FINITE(
            "loss-not-finite",
            "the mean loss of the batch is NaN or infinite; nothing was changed by it",
            "look at its records; where many are refused, lower `learningRate` or set `clipNorm`"),
    /** A gradient is NaN or infinite. */
    GRADIENT_NOT_FINITE(
            "gradient-not-finite",
            "a gradient is NaN or infinite; nothing was changed by it",
            "look at its records; where many are refused, lower `learningRate` or set `clipNorm`"),
    /** A tensor has another type or shape than the run takes. */
    WRONG_SHAPE(
            "wrong-shape",
            "a tensor has another type or shape than the model takes",
            "correct `tensors`, or the producer"),
    /** A categorical feature has an id beyond those of its column. */
    ID_OUT_OF_RANGE(
            "id-out-of-range",
            "a categorical feature has an id that its column does not have",
            "correct the column's `buckets` or `values`"),
    /** A label is none that the loss takes. */
    LABEL_OUT_OF_RANGE(
            "label-out-of-range",
            "a label is none that the loss takes",
            "correct `classes`, or take the loss that fits");

    private final String code;
    private final String meaning;
    private final String remedy;

    BatchRefusal(String code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The one of a code; empty for one that a later version has written. */
    public static Optional<BatchRefusal> ofCode(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
    }

    /** The stable text that stands for this reason in stored records and metrics. */
    public String code() {
        return code;
    }

    /** What it means, in Markdown without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, in Markdown without a full stop. */
    public String remedy() {
        return remedy;
    }
}
