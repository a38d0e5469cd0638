package io.ratchet.warm;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkException;

/** Writes and reads keyed state, and fails as soon as a checkpoint of it is complete. */
final class WarmUpFunction extends KeyedProcessFunction<Long, Long, Long>
        implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final int CHUNKS = 16;
    private static final int CHUNK_BYTES = 4096;

    @SuppressWarnings("NullAway.Init") // made in open
    private transient ValueState<Long> count;

    @SuppressWarnings("NullAway.Init") // made in open
    private transient MapState<Long, byte[]> chunks;

    private transient boolean isStored;

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        chunks =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("chunks", Long.class, byte[].class));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
        if (isStored) {
            throw new FlinkException("The warm-up fails on purpose, to restore once.");
        }
        Long before = count.value();
        count.update(before == null ? 1L : before + 1);
        long chunk = number % CHUNKS;
        byte[] bytes = chunks.get(chunk);
        chunks.put(chunk, bytes == null ? new byte[CHUNK_BYTES] : bytes);
        out.collect(number);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        isStored = true;
    }
}
