package io.ratchet.bench.ftrl;

import io.ratchet.bench.job.StepClock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Learns one example at a time. All of a model's coordinates are one {@code float[]} in {@link
 * ValueState}: on the heap backend that is the array itself, changed in place, which is the fastest
 * keyed state there is. (It is read anew for every example, so that the backend hands out a copy
 * while a checkpoint still reads the old one.) Every {@link #REPORT_ROWS} rows it tells their mean
 * loss.
 */
final class FtrlFunction extends KeyedProcessFunction<Integer, int[], String> {
    /** Rows between two reports. */
    static final int REPORT_ROWS = 256;

    private static final long serialVersionUID = 1L;

    private final float alpha;
    private transient FtrlProximal learner;
    private transient StepClock clock;
    private transient ValueState<float[]> weights;
    private transient ValueState<double[]> losses;

    FtrlFunction(float alpha) {
        this.alpha = alpha;
    }

    @Override
    public void open(OpenContext context) {
        learner = new FtrlProximal(alpha, 1, 0, 0);
        clock = new StepClock();
        weights =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "weights",
                                        PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO));
        losses =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "losses",
                                        PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(int[] example, Context context, Collector<String> out)
            throws Exception {
        float[] state = weights.value();
        if (state == null) {
            state = learner.start();
        }
        double[] sums = losses.value();
        if (sums == null) {
            sums = new double[2];
        }
        float logit = learner.learn(state, example);
        sums[0]++;
        sums[1] += FtrlProximal.loss(logit, FlightExamples.label(example));
        if (sums[0] % REPORT_ROWS == 0) {
            long step = (long) sums[0] / REPORT_ROWS;
            clock.beforeStep("ftrl", step);
            out.collect("{\"step\":" + step + ",\"loss\":" + sums[1] / REPORT_ROWS + "}");
            sums[1] = 0;
        }
        weights.update(state);
        losses.update(sums);
    }
}
