package io.ratchet.training.batch;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** Assembles batches of rows by count. */
final class RowAssembler implements BatchAssembler {
    private final PartitionTurns turns;
    private final RowBuffer[] buffers;
    private final PartialRows partial;
    private final int rowBytes;

    RowAssembler(RunSpec spec, InputSpec.Rows input, AssemblyState state) {
        this.turns = new PartitionTurns(spec, state);
        this.buffers = new RowBuffer[turns.slotCount()];
        for (int slot = 0; slot < buffers.length; slot++) {
            buffers[slot] = new RowBuffer();
        }
        this.partial = new PartialRows(spec.run(), input);
        this.rowBytes =
                Float.BYTES * (input.numericCount() + input.cardinalities().size() + 1)
                        + Long.BYTES;
        for (Block block : state.partial()) {
            RowBlock rows = (RowBlock) block;
            partial.append(rows, 0, rows.rowCount());
        }
        for (Block block : state.ahead()) {
            buffers[turns.slotOf(block)].add((RowBlock) block);
        }
        fill();
    }

    @Override
    public void add(Block block) {
        if (!(block instanceof RowBlock rows)) {
            throw new IllegalArgumentException("A run over rows was given " + block + ".");
        }
        turns.advance(rows);
        buffers[turns.slotOf(rows)].add(rows);
        fill();
    }

    private void fill() {
        int slot;
        while (partial.room() > 0
                && (slot = turns.current(this::rowCount)) != PartitionTurns.WAIT) {
            int limit = turns.isAlone(slot, this::rowCount) ? partial.room() : 1;
            buffers[slot].moveTo(partial, limit);
            turns.pass();
        }
    }

    private long rowCount(int slot) {
        return buffers[slot].rowCount();
    }

    @Override
    public boolean hasBatch() {
        return partial.room() == 0 || (partial.rowCount() > 0 && allRead());
    }

    @Override
    public Batch take() {
        Batch batch = partial.take();
        fill();
        return batch;
    }

    @Override
    public boolean ended() {
        return partial.rowCount() == 0 && allRead();
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
    public long position(int partition) {
        return turns.position(partition);
    }

    @Override
    public List<PartitionIntake> intake() {
        return turns.intake(this::rowCount);
    }

    @Override
    public AssemblyState state() {
        List<Block> ahead = new ArrayList<>();
        for (RowBuffer buffer : buffers) {
            ahead.addAll(buffer.remaining());
        }
        return new AssemblyState(turns.turn(), turns.positions(), partial.blocks(), ahead);
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
