package io.ratchet.job.decode;

import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.jspecify.annotations.Nullable;

/** Notes what leaves a {@link PacedReader}, and which partitions have been read to their end. */
final class PacedOutput extends ForwardingOutput {
    private final Map<String, PacedPartition> partitions;

    PacedOutput(ReaderOutput<RawRecord> output, Map<String, PacedPartition> partitions) {
        super(output);
        this.partitions = partitions;
    }

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String split) {
        return new PartitionOutput(super.createOutputForSplit(split), partitions.get(split));
    }

    /** Is called when a partition has been read to its end. */
    @Override
    public void releaseOutputForSplit(String split) {
        partitions.remove(split);
        super.releaseOutputForSplit(split);
    }

    /** The output of one partition. */
    private static final class PartitionOutput implements SourceOutput<RawRecord> {
        private final SourceOutput<RawRecord> output;
        private final @Nullable PacedPartition partition;

        PartitionOutput(SourceOutput<RawRecord> output, @Nullable PacedPartition partition) {
            this.output = output;
            this.partition = partition;
        }

        @Override
        public void collect(RawRecord element) {
            output.collect(element);
            passed(element);
        }

        @Override
        public void collect(RawRecord element, long timestamp) {
            output.collect(element, timestamp);
            passed(element);
        }

        private void passed(RawRecord element) {
            if (partition != null) {
                partition.passed(element.offset());
            }
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
}
