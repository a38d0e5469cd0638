package io.ratchet.training.run;

/** What is measured prequentially: on each batch, before the model learns from it. */
public enum EvaluationSpec {
    /** The loss only. */
    LOSS("loss"),
    /** The loss and the area under the ROC curve of a binary label, over the whole run so far. */
    LOSS_AND_AUC("loss-and-auc");

    private final String code;

    EvaluationSpec(String code) {
        this.code = code;
    }

    /** Its name in contracts. */
    public String code() {
        return code;
    }
}
