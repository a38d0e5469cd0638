package io.ratchet.training.batch;

import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The persisted value of a {@link BatchAssembler}.
 *
 * @param turn the partition whose turn it is, as an index into the run's partitions
 * @param positions for every partition of the run, in its order, the offset behind everything seen
 *     of it
 * @param partial the records already put into the partly filled batch, in their order, as runs of
 *     one partition
 * @param ahead the records read ahead, by partition ascending, in each partition by offset
 * @param refused what was refused and is in no batch yet
 */
public record AssemblyState(
        int turn, List<Long> positions, List<Block> partial, List<Block> ahead, Refused refused) {
    /**
     * Refused records that are to be counted yet.
     *
     * @param sinceBatch with the next batch
     * @param watched with the run's end: of partitions that are only watched
     * @param ahead when the turns come past them; by partition ascending, in each by offset
     */
    public record Refused(
            RefusalCounts sinceBatch, RefusalCounts watched, List<RefusedStretch> ahead) {
        /** Nothing was refused. */
        public static final Refused NONE =
                new Refused(RefusalCounts.NONE, RefusalCounts.NONE, List.of());

        public Refused {
            ahead = List.copyOf(ahead);
        }
    }

    public AssemblyState {
        positions = List.copyOf(positions);
        partial = List.copyOf(partial);
        ahead = List.copyOf(ahead);
        if (turn < 0 || turn > positions.size()) {
            throw new IllegalArgumentException(
                    "Turn " + turn + " of " + positions.size() + " partitions is not one of them.");
        }
    }

    /** What was taken in of every partition; nothing if it is another run's state. */
    public List<PartitionIntake> intake(RunSpec spec) {
        List<PartitionSpan> spans = spec.partitions();
        List<PartitionIntake> intake = new ArrayList<>();
        for (int index = 0; index < spans.size() && spans.size() == positions.size(); index++) {
            PartitionSpan span = spans.get(index);
            if (span.watched()) {
                continue;
            }
            int partition = span.partition();
            long held = 0;
            for (Block block : ahead) {
                held += block.partition() == partition ? block.recordCount() : 0;
            }
            for (RefusedStretch stretch : refused.ahead()) {
                held += stretch.partition() == partition ? stretch.heldCount() : 0;
            }
            boolean awaited = index == turn && held == 0 && positions.get(index) < span.end();
            intake.add(
                    new PartitionIntake(
                            partition, positions.get(index), held, awaited && !ahead.isEmpty()));
        }
        return intake;
    }

    static AssemblyState start(RunSpec spec) {
        List<Long> positions = new ArrayList<>();
        for (PartitionSpan span : spec.partitions()) {
            positions.add(span.begin());
        }
        return new AssemblyState(0, positions, List.of(), List.of(), Refused.NONE);
    }
}
