package io.ratchet.training.batch;

import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts ready-made batches into their order. */
final class TensorAssembler implements BatchAssembler, PartitionTurns.Slots {
    private final String run;
    private final PartitionTurns turns;
    private final RefusedTurns refused;
    private final List<ArrayDeque<Placed>> buffers = new ArrayList<>();
    private long byteCount;

    TensorAssembler(RunSpec spec, AssemblyState state) {
        this.run = spec.run();
        this.turns = new PartitionTurns(spec, state);
        this.refused = new RefusedTurns(turns, state.refused());
        for (int slot = 0; slot < turns.slotCount(); slot++) {
            buffers.add(new ArrayDeque<>());
        }
        for (Block block : state.ahead()) {
            buffer((TensorBlock) block);
        }
    }

    @Override
    public void add(Block block) {
        if (!(block instanceof TensorBlock tensors)) {
            throw new IllegalArgumentException(
                    "A run over ready-made batches was given " + block + ".");
        }
        turns.advance(tensors);
        if (turns.isWatched(tensors.partition())) {
            refused.addWatched(tensors);
            return;
        }
        buffer(tensors);
        refused.add(turns.slotOf(tensors.partition()), tensors);
    }

    private void buffer(TensorBlock block) {
        ArrayDeque<Placed> buffer = buffers.get(turns.slotOf(block.partition()));
        for (TensorRecord tensors : block.records()) {
            Placed placed = new Placed(block.partition(), tensors);
            buffer.add(placed);
            byteCount += placed.batch().byteCount();
        }
    }

    @Override
    public boolean hasBatch() {
        return turns.current(this) != PartitionTurns.WAIT;
    }

    @Override
    public Batch take() {
        int slot = turns.current(this);
        Placed next = buffers.get(slot).removeFirst();
        Batch batch = next.batch();
        refused.pass(slot, next.tensors().offset());
        turns.pass();
        byteCount -= batch.byteCount();
        return batch.behind(refused.takeSinceBatch());
    }

    @Override
    public @Nullable RefusalCounts takeRefused() {
        int slot = turns.current(this);
        if (slot != PartitionTurns.WAIT) {
            // What lies before the next record is counted before it, as if that had not come yet.
            refused.pass(slot, buffers.get(slot).getFirst().tensors().offset());
        }
        return refused.pollDue();
    }

    @Override
    public RefusalCounts takeLastRefused() {
        return refused.takeRest();
    }

    @Override
    public RefusalCounts watchedRefused() {
        return refused.watched();
    }

    @Override
    public long held(int slot) {
        return buffers.get(slot).size();
    }

    @Override
    public RefusedTurns refused() {
        return refused;
    }

    @Override
    public boolean ended() {
        return byteCount == 0 && turns.allRead();
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public long position(int partition) {
        return turns.position(partition);
    }

    @Override
    public List<PartitionIntake> intake() {
        return turns.intake(this);
    }

    @Override
    public AssemblyState state() {
        List<Block> ahead = new ArrayList<>();
        for (ArrayDeque<Placed> buffer : buffers) {
            for (Placed placed : buffer) {
                TensorRecord tensors = placed.tensors();
                ahead.add(
                        new TensorBlock(
                                run,
                                placed.partition(),
                                tensors.offset(),
                                tensors.offset() + 1,
                                List.of(tensors)));
            }
        }
        return new AssemblyState(
                turns.turn(), turns.positions(), List.of(), ahead, refused.state());
    }

    @Override
    public int begunCount() {
        return 0;
    }

    @Override
    public long byteCount() {
        return byteCount;
    }

    /** A record and the partition it came from. */
    private record Placed(int partition, TensorRecord tensors) {
        Batch batch() {
            return new Batch(
                    tensors.features(),
                    tensors.label(),
                    Places.of(partition, tensors.offset(), tensors.offset() + 1));
        }
    }
}
