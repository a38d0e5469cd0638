package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Hands everything on; others do something beside it. */
abstract class ForwardingOutput implements ReaderOutput<RawRecord> {
    private final ReaderOutput<RawRecord> output;

    ForwardingOutput(ReaderOutput<RawRecord> output) {
        this.output = output;
    }

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String split) {
        return output.createOutputForSplit(split);
    }

    @Override
    public void releaseOutputForSplit(String split) {
        output.releaseOutputForSplit(split);
    }

    @Override
    public void collect(RawRecord element) {
        output.collect(element);
    }

    @Override
    public void collect(RawRecord element, long timestamp) {
        output.collect(element, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        output.markIdle();
    }

    @Override
    public void markActive() {
        output.markActive();
    }
}
