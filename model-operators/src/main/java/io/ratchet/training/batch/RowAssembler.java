package io.ratchet.training.batch;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles batches of rows by count. */
final class RowAssembler implements BatchAssembler, PartitionTurns.Slots {
    private final PartitionTurns turns;
    private final RefusedTurns refused;
    private final RowBuffer[] buffers;
    private final PartialRows partial;
    private final int rowBytes;
    private final boolean trainsRest;

    RowAssembler(RunSpec spec, InputSpec.Rows input, AssemblyState state) {
        this.turns = new PartitionTurns(spec, state);
        this.refused = new RefusedTurns(turns, state.refused());
        this.buffers = new RowBuffer[turns.slotCount()];
        for (int slot = 0; slot < buffers.length; slot++) {
            buffers[slot] = new RowBuffer();
        }
        this.partial = new PartialRows(spec.run(), input);
        this.rowBytes =
                Float.BYTES * (input.numericCount() + input.cardinalities().size() + 1)
                        + Long.BYTES;
        this.trainsRest = !(spec.until() instanceof Until.Offsets end) || end.trainsRest();
        for (Block block : state.partial()) {
            RowBlock rows = (RowBlock) block;
            partial.append(rows, 0, rows.rowCount());
        }
        for (Block block : state.ahead()) {
            buffers[turns.slotOf(block.partition())].add((RowBlock) block);
        }
        fill();
    }

    @Override
    public void add(Block block) {
        if (!(block instanceof RowBlock rows)) {
            throw new IllegalArgumentException("A run over rows was given " + block + ".");
        }
        turns.advance(rows);
        if (turns.isWatched(rows.partition())) {
            refused.addWatched(rows);
            return;
        }
        int slot = turns.slotOf(rows.partition());
        buffers[slot].add(rows);
        refused.add(slot, rows);
        fill();
    }

    private void fill() {
        int slot;
        while (partial.room() > 0 && (slot = turns.current(this)) != PartitionTurns.WAIT) {
            int limit = turns.isAlone(slot, this) ? partial.room() : 1;
            refused.pass(slot, buffers[slot].moveTo(partial, limit));
            turns.pass();
        }
    }

    @Override
    public long held(int slot) {
        return buffers[slot].rowCount();
    }

    @Override
    public RefusedTurns refused() {
        return refused;
    }

    @Override
    public boolean hasBatch() {
        return partial.room() == 0 || (trainsRest && partial.rowCount() > 0 && allRead());
    }

    @Override
    public Batch take() {
        Batch batch = partial.take().behind(refused.takeSinceBatch());
        fill();
        return batch;
    }

    @Override
    public @Nullable RefusalCounts takeRefused() {
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
    public boolean ended() {
        return (trainsRest ? partial.rowCount() == 0 : partial.room() > 0) && allRead();
    }

    private boolean allRead() {
        if (!turns.allRead()) {
            return false;
        }
        for (RowBuffer buffer : buffers) {
            if (buffer.rowCount() > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long waiting() {
        return ended() ? partial.rowCount() : 0;
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
        for (RowBuffer buffer : buffers) {
            ahead.addAll(buffer.remaining());
        }
        return new AssemblyState(
                turns.turn(), turns.positions(), partial.blocks(), ahead, refused.state());
    }

    @Override
    public int begunCount() {
        return partial.rowCount();
    }

    @Override
    public long byteCount() {
        long rows = partial.rowCount();
        for (RowBuffer buffer : buffers) {
            rows += buffer.rowCount();
        }
        return rows * rowBytes;
    }
}
