package io.ratchet.job.configuration;

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

    private RunChecks() {}

    static void check(Section run, RunConfiguration configuration) {
        outputs(run, configuration);
        features(run, configuration);
        evaluation(run, configuration);
        engine(run, configuration);
        batchBytes(run, configuration);
        beginning(run, configuration);
    }

    private static void outputs(Section run, RunConfiguration configuration) {
        OptionalInt given = outputs(configuration.model());
        OptionalInt classes = configuration.input().format().labelClasses();
        if (given.isEmpty()) {
            return;
        }
        int outputs = given.getAsInt();
        switch (configuration.loss()) {
            case SOFTMAX_CROSS_ENTROPY -> {
                if (classes.isPresent() && classes.getAsInt() != outputs) {
                    run.fault(
                            "model.outputs",
                            "is "
                                    + outputs
                                    + ", but the label has "
                                    + classes.getAsInt()
                                    + " classes; softmax-cross-entropy needs one output a class.");
                } else if (outputs < 2) {
                    run.fault(
                            "model.outputs",
                            "is 1; softmax-cross-entropy needs one output a class, at least 2.");
                }
            }
            case BINARY_CROSS_ENTROPY -> {
                if (outputs != 1) {
                    run.fault(
                            "model.outputs",
                            "is " + outputs + ", but binary-cross-entropy needs exactly 1.");
                }
                if (classes.isPresent() && classes.getAsInt() != 2) {
                    run.fault(
                            "loss",
                            "is binary-cross-entropy, but the label has "
                                    + classes.getAsInt()
                                    + " classes; use softmax-cross-entropy.");
                }
            }
            case SQUARED_ERROR -> {
                if (!configuration.input().format().labelNames().isEmpty()) {
                    run.fault(
                            "loss",
                            "is squared-error, but the label is a text with classes, which have no"
                                    + " distance; use binary-cross-entropy for two classes,"
                                    + " softmax-cross-entropy for more.");
                }
                if (outputs != 1) {
                    run.fault(
                            "model.outputs",
                            "is " + outputs + ", but squared-error needs exactly 1.");
                }
            }
        }
    }

    /** Width of a model's output; empty where only its class knows. */
    static OptionalInt outputs(ModelSpec model) {
        if (model instanceof ModelSpec.Linear linear) {
            return OptionalInt.of(linear.outputs());
        }
        if (model instanceof ModelSpec.Mlp mlp) {
            return OptionalInt.of(mlp.outputs());
        }
        if (model instanceof ModelSpec.Tabular tabular) {
            return OptionalInt.of(tabular.outputs());
        }
        return model instanceof ModelSpec.Convnet convnet
                ? OptionalInt.of(convnet.outputs())
                : OptionalInt.empty();
    }

    private static void features(Section run, RunConfiguration configuration) {
        InputSpec input =
                configuration.input().format().inputSpec(configuration.input().batchRows());
        boolean rows = input instanceof InputSpec.Rows;
        if (configuration.model() instanceof ModelSpec.Tabular && !rows) {
            run.fault("model.type", "is tabular, which needs rows, but the format is tensors.");
        }
        if (configuration.model() instanceof ModelSpec.Convnet) {
            boolean fits =
                    input instanceof InputSpec.Tensors tensors
                            && tensors.features().size() == 1
                            && tensors.features().get(0).sampleShape().size() == 3;
            if (!fits) {
                run.fault(
                        "model.type",
                        "is convnet, which needs the format tensors with exactly one feature of"
                                + " shape [channels, height, width].");
            }
        }
        if (configuration.model() instanceof ModelSpec.Mlp
                && input instanceof InputSpec.Rows mixed
                && !mixed.cardinalities().isEmpty()) {
            run.fault(
                    "model.type",
                    "is mlp, which takes numeric features only; use tabular for categorical ones.");
        }
    }

    private static void evaluation(Section run, RunConfiguration configuration) {
        if (configuration.ending().evaluation() == EvaluationSpec.LOSS_AND_AUC
                && configuration.loss() != LossSpec.BINARY_CROSS_ENTROPY) {
            run.fault(
                    "evaluation",
                    "is auc, which needs the loss binary-cross-entropy, but the loss is "
                            + configuration.loss().code()
                            + ".");
        }
    }

    private static void engine(Section run, RunConfiguration configuration) {
        if (configuration.engine() == StepEngine.JAVA) {
            for (String fault : ModelCompatibility.javaFaults(configuration.model())) {
                run.fault("engine", "is java. " + fault);
            }
        }
    }

    /** Numbers and ids of four bytes each, a label, and the offset while it is collected. */
    private static void batchBytes(Section run, RunConfiguration configuration) {
        if (configuration.input().format().inputSpec(configuration.input().batchRows())
                instanceof InputSpec.Rows rows) {
            long rowBytes =
                    4L * (rows.numericCount() + rows.cardinalities().size() + 1) + Long.BYTES;
            if (rowBytes * rows.batchRows() > BATCH_BYTES) {
                run.fault(
                        "input.batch",
                        "is "
                                + rows.batchRows()
                                + ", and with "
                                + rowBytes
                                + " bytes a row a batch would take "
                                + rowBytes * rows.batchRows()
                                + "; it is one value of state, of at most "
                                + BATCH_BYTES
                                + ".");
            }
        }
    }

    private static void beginning(Section run, RunConfiguration configuration) {
        if (configuration.ending().until() instanceof Until.Offsets
                && configuration.input().fromLatest()) {
            run.fault(
                    "until",
                    "is end-of-topic, but the input begins at the topic's end ('from: latest'): there"
                            + " would be nothing to read.");
        }
    }
}
