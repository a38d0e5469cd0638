package io.ratchet.bench.instances;

import io.ratchet.bench.job.StepClock;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What a user of Flink writes today: the model of a key in a {@code ValueState}, read and written
 * at every batch.
 */
final class HandWrittenTraining extends KeyedProcessFunction<String, Block, Double> {
    private static final long serialVersionUID = 1L;

    private final KeyedModel keyed;
    private final StepClock clock = new StepClock();
    private transient HandWrittenModel model;
    private transient ValueState<float[]> state;

    @SuppressWarnings("NullAway.Init") // open() sets what is not sent
    HandWrittenTraining(KeyedModel keyed) {
        this.keyed = keyed;
    }

    @Override
    public void open(OpenContext context) {
        model = new HandWrittenModel(keyed);
        state =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "model",
                                        PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(Block block, Context context, Collector<Double> out)
            throws Exception {
        RowBlock rows = (RowBlock) block;
        float[] weights = state.value();
        if (weights == null) {
            weights = model.start();
        }
        clock.beforeStep(rows.instance(), 0);
        double loss = model.step(weights, rows.numeric(), rows.labels());
        state.update(weights);
        out.collect(loss);
    }
}
