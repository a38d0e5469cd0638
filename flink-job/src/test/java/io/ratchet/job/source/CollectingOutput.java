package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Takes everything and keeps it. */
final class CollectingOutput implements ReaderOutput<RawRecord> {
    final List<RawRecord> records = new ArrayList<>();

    @Override
    public void collect(RawRecord element) {
        records.add(element);
    }

    @Override
    public void collect(RawRecord element, long timestamp) {
        records.add(element);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
}
