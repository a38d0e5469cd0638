package io.ratchet.job.check;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.decode.RawRecord;
import io.ratchet.job.decode.RecordRouter;
import io.ratchet.job.decode.RecordWatch;
import io.ratchet.job.decode.RunInput;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.batch.TensorBlock;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes records as a run would, by the job's own decoder, and collects what becomes of them.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class RunCheck {
    private final RunConfiguration run;
    private final RecordRouter router;
    private final Optional<RowLook> rows;
    private final Optional<TensorLook> tensors;
    private RefusalCounts refused = RefusalCounts.NONE;
    private long looked;
    private long accepted;
    private long samples;

    /**
     * A check of a run.
     *
     * @param partitions how many partitions its topic has
     */
    public RunCheck(RunConfiguration run, int partitions) {
        this.run = run;
        InputFormat format = run.input().format();
        Optional<RowSchema> schema =
                format instanceof InputFormat.Rows each
                        ? Optional.of(each.schema())
                        : Optional.empty();
        DecimalMark mark =
                format instanceof InputFormat.Csv csv ? csv.syntax().decimal() : DecimalMark.POINT;
        this.rows = schema.map(columns -> new RowLook(columns, mark));
        this.tensors =
                format instanceof InputFormat.Tensors batches
                        ? Optional.of(new TensorLook(batches.schema()))
                        : Optional.empty();
        this.router = new RecordRouter(input(run, partitions), new Watch());
    }

    private static RunInput input(RunConfiguration run, int partitions) {
        List<PartitionSpan> spans = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            spans.add(new PartitionSpan(partition, 0, PartitionSpan.OPEN));
        }
        return RunInput.of(run, 1, spans);
    }

    /** Takes the next record. */
    public void take(RawRecord record) {
        looked++;
        router.take(record, this::take);
        // One row a block, so that each can be laid beside what its record has told.
        router.flush(this::take);
    }

    private void take(Block block) {
        if (block instanceof RowBlock row && row.rowCount() > 0) {
            samples += row.rowCount();
            rows.ifPresent(look -> look.accepted(row));
        } else if (block instanceof TensorBlock batch) {
            batch.records().forEach(record -> samples += record.sampleCount());
            tensors.ifPresent(look -> look.accepted(batch));
        }
    }

    /**
     * What was found.
     *
     * @param whole whether all records that there are have been taken
     */
    public RunFindings findings(boolean whole) {
        List<ColumnFinding> columns =
                rows.map(RowLook::findings)
                        .or(() -> tensors.map(TensorLook::findings))
                        .orElse(List.of());
        return new RunFindings(run, looked, accepted, samples, refused, columns, whole);
    }

    private final class Watch implements RecordWatch {
        @Override
        public void value(int column, byte[] bytes, int from, int to) {
            rows.ifPresent(look -> look.value(column, bytes, from, to));
        }

        @Override
        public void missing(int column) {
            rows.ifPresent(look -> look.missing(column));
        }

        @Override
        public void accepted() {
            accepted++;
        }

        @Override
        public void refused(RawRecord record, String reason, String detail) {
            rows.ifPresent(RowLook::forget);
            refused =
                    refused.and(
                            RefusalCounts.of(
                                    new RefusalCount(
                                            reason,
                                            1,
                                            record.partition(),
                                            record.offset(),
                                            detail)));
        }
    }
}
