package io.ratchet.bench.instances;

import io.ratchet.bench.job.StepClock;
import io.ratchet.bench.job.TimeWindow;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.training.batch.Block;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

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
        StepClock clock = new StepClock();
        blocks.map(
                        block -> {
                            clock.beforeStep(block.instance(), 0);
                            return 0.0;
                        })
                .returns(Types.DOUBLE)
                .sinkTo(new DiscardingSink<>());
    }
}
