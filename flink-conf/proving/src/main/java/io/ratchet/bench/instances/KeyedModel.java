package io.ratchet.bench.instances;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.List;

/** A small model that is trained for each key, with Adam on batches of {@link #ROWS} rows. */
enum KeyedModel {
    /** 49 weights and a bias. */
    LINEAR("linear, 50 weights", 0),
    /** 49 × 137 × 1. */
    MLP("mlp, 6,988 weights", 137);

    /** Features of a row. */
    static final int FEATURES = 49;

    /** Rows of a batch. */
    static final int ROWS = 8;

    /** The id of the run whose instances are trained. */
    static final String RUN = "keyed";

    static final double RATE = 0.001;
    static final double BETA1 = 0.9;
    static final double BETA2 = 0.999;
    static final double EPSILON = 1e-8;

    private final String text;
    private final int hidden;

    KeyedModel(String text, int hidden) {
        this.text = text;
        this.hidden = hidden;
    }

    /** Its name in tables. */
    String text() {
        return text;
    }

    /** Units of the hidden layer, 0 for none. */
    int hidden() {
        return hidden;
    }

    /** Weights and biases. */
    int weightCount() {
        return hidden == 0 ? FEATURES + 1 : (FEATURES + 1) * hidden + hidden + 1;
    }

    /** The run that all instances belong to. */
    RunSpec spec() {
        return new RunSpec(
                RUN,
                1,
                hidden == 0 ? new ModelSpec.Linear(1) : new ModelSpec.Mlp(List.of(hidden), 1, 0),
                LossSpec.BINARY_CROSS_ENTROPY,
                new OptimizerSpec.Adam(BETA1, BETA2, EPSILON, 0),
                new LearningRateSchedule.Constant(RATE),
                RunSpec.NO_CLIPPING,
                new InputSpec.Rows(FEATURES, List.of(), ROWS),
                42,
                new Until.Forever(),
                List.of(new PartitionSpan(0, 0, PartitionSpan.OPEN)),
                RecordOrder.ARRIVAL,
                new RefusalLimits(100, 1),
                EvaluationSpec.LOSS,
                StepEngine.JAVA,
                RunContract.NONE);
    }
}
