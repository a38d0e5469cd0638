package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.jspecify.annotations.Nullable;

/** Notes what leaves a {@link PacedReader}, and which partitions have been read to their end. */
final class PacedOutput extends ForwardingOutput {
    private final Map<Integer, PacedPartition> partitions;

    PacedOutput(ReaderOutput<RawRecord> output, Map<Integer, PacedPartition> partitions) {
        super(output);
        this.partitions = partitions;
    }

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String split) {
        return new PartitionOutput(super.createOutputForSplit(split), partition(split));
    }

    /** Is called when a partition has been read to its end. */
    @Override
    public void releaseOutputForSplit(String split) {
        partitions.values().removeIf(partition -> partition.split().equals(split));
        super.releaseOutputForSplit(split);
    }

    private @Nullable PacedPartition partition(String split) {
        for (PacedPartition partition : partitions.values()) {
            if (partition.split().equals(split)) {
                return partition;
            }
        }
        return null;
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
