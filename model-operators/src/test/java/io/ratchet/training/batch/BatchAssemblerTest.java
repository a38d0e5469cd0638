package io.ratchet.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchAssemblerTest {
    private static final InputSpec ROWS = new InputSpec.Rows(2, List.of(5), 4);

    @Test
    void partitionsTakeTurns() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, 3, 2));

        assembler.add(rows(0, 0, 3, 3));
        assertThat(assembler.hasBatch()).isFalse();
        assembler.add(rows(1, 0, 2, 2));
        assertThat(assembler.hasBatch()).isTrue();

        assertThat(labels(assembler.take())).containsExactly(0f, 1000f, 1f, 1001f);
        assertThat(assembler.hasBatch()).isTrue();
        Batch last = assembler.take();
        assertThat(labels(last)).containsExactly(2f);
        assertThat(last.places().ranges()).containsExactly(new OffsetRange(0, 2, 3));
        assertThat(assembler.ended()).isTrue();
    }

    @Test
    void aPartitionWithNothingYetHoldsTheOthersBack() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, 100, 100));

        assembler.add(rows(0, 0, 90, 90));

        assertThat(assembler.hasBatch()).isFalse();
        assertThat(assembler.byteCount()).isGreaterThan(0);
    }

    @Test
    void refusedRecordsAtTheEndOfAPartitionLetTheOthersGoOn() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, 8, 5));
        assembler.add(rows(0, 0, 8, 8));
        assembler.add(rows(1, 0, 1, 1));
        assertThat(assembler.hasBatch()).isFalse();

        assembler.add(rows(1, 5, 5, 5));

        assertThat(labels(assembler.take())).containsExactly(0f, 1000f, 1f, 2f);
    }

    @Test
    void placesAreRangesWithoutTheRefusedOffsets() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, 100));

        assembler.add(
                new RowBlock(
                        "r",
                        0,
                        0,
                        9,
                        new long[] {1, 2, 5, 8},
                        new float[8],
                        new int[4],
                        new float[4]));

        assertThat(assembler.take().places().ranges())
                .containsExactly(
                        new OffsetRange(0, 1, 3),
                        new OffsetRange(0, 5, 6),
                        new OffsetRange(0, 8, 9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neitherCutNorArrivalNorRestoreMovesARecord(long seed) {
        int[] lengths = {37, 5, 0, 91};
        RunSpec spec = spec(ROWS, lengths);
        List<String> expected = drive(spec, lengths, new Random(0), false);

        assertThat(drive(spec, lengths, new Random(seed), true)).isEqualTo(expected);
        assertThat(expected).hasSize((37 + 5 + 91 + 3) / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readyMadeBatchesTakeTurnsToo(long seed) {
        InputSpec tensors =
                new InputSpec.Tensors(
                        List.of(new InputSpec.FeatureTensor("x", TensorType.FLOAT32, List.of(2))),
                        new InputSpec.FeatureTensor("y", TensorType.FLOAT32, List.of()));
        int[] lengths = {7, 3, 11};
        RunSpec spec = spec(tensors, lengths);

        List<String> expected = drive(spec, lengths, new Random(0), false);

        assertThat(drive(spec, lengths, new Random(seed), true)).isEqualTo(expected);
        assertThat(expected).hasSize(21);
        assertThat(expected.get(1)).contains("partition=1");
    }

    @Test
    void anUnboundedRunNeverGivesAPartialBatch() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, -1));

        assembler.add(rows(0, 0, 6, 6));

        assembler.take();
        assertThat(assembler.hasBatch()).isFalse();
        assertThat(assembler.ended()).isFalse();
    }

    @Test
    void refusesARecordOfAPartitionThatTheRunDoesNotRead() {
        BatchAssembler assembler = BatchAssembler.start(spec(ROWS, 10));

        assertThatThrownBy(() -> assembler.add(rows(4, 0, 1, 1)))
                .hasMessageContaining("partition 4");
    }

    @Test
    void whatIsStoredFitsTogether() {
        RunSpec spec = spec(ROWS, 100, 100);
        BatchAssembler assembler = BatchAssembler.start(spec);
        assembler.add(rows(0, 0, 30, 30));
        assembler.add(rows(1, 0, 1, 9));
        AssemblyState state = assembler.state();
        Block ahead = state.ahead().get(0);

        assertThat(AssemblyCheck.fault(spec, state)).isEmpty();
        assertThat(assembler.position(1)).isEqualTo(9);
        for (AssemblyState damaged :
                List.of(
                        with(state, List.of(29L, 9L), state.partial(), state.ahead()),
                        with(state, List.of(101L, 9L), state.partial(), state.ahead()),
                        with(state, List.of(30L), state.partial(), state.ahead()),
                        with(state, state.positions(), state.ahead(), state.partial()),
                        with(state, state.positions(), state.partial(), List.of(ahead, ahead)))) {
            assertThat(AssemblyCheck.fault(spec, damaged)).as("%s", damaged).isPresent();
        }
    }

    private static AssemblyState with(
            AssemblyState state, List<Long> positions, List<Block> partial, List<Block> ahead) {
        return new AssemblyState(
                Math.min(state.turn(), positions.size()),
                positions,
                partial,
                ahead,
                AssemblyState.Refused.NONE);
    }

    private static List<String> drive(
            RunSpec spec, int[] lengths, Random random, boolean shuffled) {
        List<String> batches = new ArrayList<>();
        BatchAssembler assembler = BatchAssembler.start(spec);
        int[] sent = new int[lengths.length];
        while (!assembler.ended()) {
            int partition =
                    shuffled ? random.nextInt(lengths.length) : nextUnfinished(sent, lengths);
            int count =
                    Math.min(
                            lengths[partition] - sent[partition],
                            shuffled ? 1 + random.nextInt(9) : 200);
            if (count > 0) {
                assembler.add(block(spec, partition, sent[partition], sent[partition] + count));
                sent[partition] += count;
            }
            if (shuffled && random.nextInt(3) == 0) {
                assembler = BatchAssembler.restore(spec, assembler.state());
            }
            while (assembler.hasBatch() && (!shuffled || random.nextInt(4) != 0)) {
                Batch batch = assembler.take();
                batches.add(batch.places().ranges() + " " + labels(batch));
            }
        }
        return batches;
    }

    private static int nextUnfinished(int[] sent, int[] lengths) {
        for (int partition = 0; partition < lengths.length; partition++) {
            if (sent[partition] < lengths[partition]) {
                return partition;
            }
        }
        return 0;
    }

    private static Block block(RunSpec spec, int partition, int from, int to) {
        if (spec.input() instanceof InputSpec.Rows) {
            return rows(partition, from, to, to);
        }
        List<TensorRecord> records = new ArrayList<>();
        for (int offset = from; offset < to; offset++) {
            HostTensor x =
                    new HostTensor(TensorType.FLOAT32, List.of(1, 2), ByteBuffer.allocate(8));
            ByteBuffer label = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            label.putFloat(0, partition * 1000 + offset);
            records.add(
                    new TensorRecord(
                            offset,
                            List.of(x),
                            new HostTensor(TensorType.FLOAT32, List.of(1), label)));
        }
        return new TensorBlock("r", partition, from, to, records);
    }

    private static RowBlock rows(int partition, int from, int to, long nextOffset) {
        int count = to - from;
        long[] offsets = new long[count];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            offsets[row] = (long) from + row;
            labels[row] = partition * 1000 + from + row;
        }
        return new RowBlock(
                "r",
                partition,
                from,
                nextOffset,
                offsets,
                new float[2 * count],
                new int[count],
                labels);
    }

    private static List<Float> labels(Batch batch) {
        List<Float> labels = new ArrayList<>();
        ByteBuffer bytes = batch.label().bytes();
        while (bytes.hasRemaining()) {
            labels.add(bytes.getFloat());
        }
        return labels;
    }

    private static RunSpec spec(InputSpec input, int... lengths) {
        List<PartitionSpan> spans = new ArrayList<>();
        for (int partition = 0; partition < lengths.length; partition++) {
            long end = lengths[partition] < 0 ? PartitionSpan.OPEN : lengths[partition];
            spans.add(new PartitionSpan(partition, 0, end));
        }
        return spec(input, spans);
    }

    static RunSpec spec(InputSpec input, List<PartitionSpan> spans) {
        return new RunSpec(
                "r",
                1,
                new ModelSpec.Linear(1),
                LossSpec.SQUARED_ERROR,
                new OptimizerSpec.Sgd(0, 0, false, 0),
                new LearningRateSchedule.Constant(0.1),
                RunSpec.NO_CLIPPING,
                input,
                1,
                new Until.Offsets(true),
                spans,
                RecordOrder.TURNS,
                new RefusalLimits(10, 1),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }
}
