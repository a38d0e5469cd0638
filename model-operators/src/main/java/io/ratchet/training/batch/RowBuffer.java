package io.ratchet.training.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows read ahead in one slot: blocks in their order, and how much of the first has been taken. */
final class RowBuffer {
    private final ArrayDeque<RowBlock> blocks = new ArrayDeque<>();
    private int taken;
    private long rowCount;

    void add(RowBlock block) {
        if (block.rowCount() > 0) {
            blocks.add(block.rows());
            rowCount += block.rowCount();
        }
    }

    long rowCount() {
        return rowCount;
    }

    /**
     * Moves up to so many rows, all of one block, into the partly filled batch; returns the offset
     * of the last one.
     */
    long moveTo(PartialRows partial, int limit) {
        RowBlock first = blocks.getFirst();
        int count = Math.min(limit, first.rowCount() - taken);
        partial.append(first, taken, count);
        taken += count;
        rowCount -= count;
        long last = first.offset(taken - 1);
        if (taken == first.rowCount()) {
            blocks.removeFirst();
            taken = 0;
        }
        return last;
    }

    /** What is left, as blocks. */
    List<Block> remaining() {
        List<Block> remaining = new ArrayList<>(blocks);
        if (taken > 0) {
            remaining.set(0, tail(blocks.getFirst(), taken));
        }
        return remaining;
    }

    private static RowBlock tail(RowBlock block, int from) {
        int rows = block.rowCount();
        int numeric = block.numeric().length / rows;
        int categorical = block.categorical().length / rows;
        return new RowBlock(
                block.instance(),
                block.partition(),
                block.offsets()[from],
                block.nextOffset(),
                Arrays.copyOfRange(block.offsets(), from, rows),
                Arrays.copyOfRange(block.numeric(), from * numeric, rows * numeric),
                Arrays.copyOfRange(block.categorical(), from * categorical, rows * categorical),
                Arrays.copyOfRange(block.labels(), from, rows));
    }
}
