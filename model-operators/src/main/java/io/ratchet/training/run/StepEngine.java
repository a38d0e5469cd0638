package io.ratchet.training.run;

/** What computes a run's steps. Two engines give different bits. */
public enum StepEngine {
    /** PyTorch through DJL, on CPU or GPU: every model. */
    PYTORCH("pytorch"),
    /**
     * Plain Java on the CPU: small {@code linear} and {@code mlp} models. A step costs
     * microseconds, where a library's calls alone cost hundreds.
     */
    JAVA("java");

    private final String code;

    StepEngine(String code) {
        this.code = code;
    }

    /** Its name in configurations and state. */
    public String code() {
        return code;
    }
}
