package io.ratchet.bench.instances;

import io.ratchet.bench.job.TimeWindow;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.training.batch.Block;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** With the model in state, by hand. */
final class HandWrittenJob extends KeyedJob {
    private final KeyedModel model;

    HandWrittenJob(
            EmbeddedCluster cluster,
            Path folder,
            KeyedModel model,
            int keyCount,
            TimeWindow window) {
        super(cluster, folder, keyCount, window);
        this.model = model;
    }

    @Override
    public String name() {
        return "ValueState by hand";
    }

    @Override
    void train(KeyedStream<Block, String> blocks) {
        blocks.process(new HandWrittenTraining(model))
                .returns(Types.DOUBLE)
                .sinkTo(new DiscardingSink<>());
    }
}
