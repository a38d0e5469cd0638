package io.ratchet.job.configuration;

import io.ratchet.job.setting.Given;
import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.Section;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelCompatibility;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.OptionalInt;

/** What the parts of a run demand of each other. */
final class RunChecks {
    /** Half of what an array holds, so that it can grow there. */
    private static final long BATCH_BYTES = 1L << 30;

    private final Section run;
    private final RunConfiguration configuration;
    private final InputSpec input;
    private final Given modelType;
    private final Given modelOutputs;

    private RunChecks(Section run, RunConfiguration configuration) {
        this.run = run;
        this.configuration = configuration;
        this.input = configuration.input().format().inputSpec(configuration.input().batchRows());
        Given model = run.given(RunSettings.MODEL);
        this.modelType = model.at(Kinds.TYPE);
        this.modelOutputs = model.at(ModelSettings.OUTPUTS.name());
    }

    static void check(Section run, RunConfiguration configuration) {
        RunChecks checks = new RunChecks(run, configuration);
        configuration.model().outputCount().ifPresent(checks::outputs);
        checks.features();
        checks.evaluation();
        checks.engine();
        checks.batchBytes();
        checks.beginning();
    }

    private void outputs(int outputs) {
        OptionalInt classes = configuration.input().format().labelClasses();
        switch (configuration.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                if (classes.orElse(outputs) != outputs) {
                    modelOutputs.fault(
                            """
                            is %s, but the label has %s classes; softmax-cross-entropy needs one \
                            output a class.""",
                            outputs, classes.getAsInt());
                } else if (outputs < 2) {
                    modelOutputs.fault(
                            "is 1; softmax-cross-entropy needs one output a class, at least 2.");
                }
            }
            case BINARY_CROSS_ENTROPY -> {
                if (outputs != 1) {
                    modelOutputs.fault("is %s, but binary-cross-entropy needs exactly 1.", outputs);
                }
                if (classes.orElse(2) != 2) {
                    run.fault(
                            RunSettings.LOSS,
                            """
                            is binary-cross-entropy, but the label has %s classes; use \
                            softmax-cross-entropy.""",
                            classes.getAsInt());
                }
            }
            case SQUARED_ERROR -> {
                if (!configuration.input().format().labelNames().isEmpty()) {
                    run.fault(
                            RunSettings.LOSS,
                            """
                            is squared-error, but the label is a text with classes, which have no \
                            distance; use binary-cross-entropy for two classes, \
                            softmax-cross-entropy for more.""");
                }
                if (outputs != 1) {
                    modelOutputs.fault("is %s, but squared-error needs exactly 1.", outputs);
                }
            }
        }
    }

    private void features() {
        ModelSpec model = configuration.model();
        if (model instanceof ModelSpec.Tabular && !(input instanceof InputSpec.Rows)) {
            modelType.fault("is tabular, which needs rows, but the format is tensors.");
        }
        boolean oneImage =
                input instanceof InputSpec.Tensors tensors
                        && tensors.features().size() == 1
                        && tensors.features().get(0).sampleShape().size() == 3;
        if (model instanceof ModelSpec.Convnet && !oneImage) {
            modelType.fault(
                    """
                    is convnet, which needs the format tensors with exactly one feature of shape \
                    [channels, height, width].""");
        }
        if (model instanceof ModelSpec.Mlp
                && input instanceof InputSpec.Rows mixed
                && !mixed.cardinalities().isEmpty()) {
            modelType.fault(
                    "is mlp, which takes numeric features only; use tabular for categorical ones.");
        }
    }

    private void evaluation() {
        if (configuration.ending().evaluation() == EvaluationSpec.LOSS_AND_AUC
                && configuration.loss() != LossSpec.BINARY_CROSS_ENTROPY) {
            run.fault(
                    RunSettings.EVALUATION,
                    "is auc, which needs the loss binary-cross-entropy, but the loss is %s.",
                    configuration.loss().code());
        }
    }

    private void engine() {
        if (configuration.engine() == StepEngine.JAVA) {
            for (String fault : ModelCompatibility.javaFaults(configuration.model())) {
                run.fault(RunSettings.ENGINE, "is java. %s", fault);
            }
        }
    }

    /** Numbers and ids of four bytes each, a label, and the offset while it is collected. */
    private void batchBytes() {
        if (!(input instanceof InputSpec.Rows rows)) {
            return;
        }
        long rowBytes = 4L * (rows.numericCount() + rows.cardinalities().size() + 1) + Long.BYTES;
        long bytes = rowBytes * rows.batchRows();
        if (bytes > BATCH_BYTES) {
            run.given(RunSettings.INPUT)
                    .at(InputSettings.BATCH.name())
                    .fault(
                            """
                            is %s, and with %s bytes a row a batch would take %s; it is one value \
                            of state, of at most %s.""",
                            rows.batchRows(), rowBytes, bytes, BATCH_BYTES);
        }
    }

    private void beginning() {
        if (configuration.ending().until() instanceof Until.Offsets
                && configuration.input().fromLatest()) {
            run.fault(
                    RunSettings.UNTIL,
                    """
                    is end-of-topic, but the input begins at the topic's end ('from: latest'): \
                    there would be nothing to read.""");
        }
    }
}
