package io.ratchet.bench.instances;

import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.training.batch.Block;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Batches that arrive and are not trained: nothing on the same stream can be faster. */
final class UntrainedJob extends KeyedJob {
    UntrainedJob(EmbeddedCluster cluster, Path folder, int keyCount, TimeWindow window) {
        super(cluster, folder, keyCount, window);
    }

    @Override
    public String name() {
        return "not trained";
    }

    @Override
    void train(KeyedStream<Block, String> blocks) {
        blocks.process(new Arrival()).returns(Types.DOUBLE).sinkTo(new DiscardingSink<>());
    }

    private static final class Arrival extends KeyedProcessFunction<String, Block, Double> {
        private static final long serialVersionUID = 1L;

        private transient StepClock clock;

        @SuppressWarnings("NullAway.Init") // open() sets what is not sent
        private Arrival() {}

        @Override
        public void open(OpenContext context) {
            clock = new StepClock();
        }

        @Override
        public void processElement(Block block, Context context, Collector<Double> out) {
            clock.beforeStep(block.instance(), 0);
            out.collect(0.0);
        }
    }
}
