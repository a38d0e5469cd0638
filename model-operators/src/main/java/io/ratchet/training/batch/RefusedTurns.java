package io.ratchet.training.batch;

import io.ratchet.training.run.RefusalCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts refused records where the turns of their partitions come past them, so that which batch
 * they are counted with is a function of the records alone, as the batches are.
 *
 * <p>They take no turn themselves. Where a partition has a full stretch of them, that is counted
 * ahead of the batch that is being filled: a batch may never be full again.
 */
final class RefusedTurns {
    private final boolean arrival;
    private final RefusedAhead[] slots;
    private final ArrayDeque<RefusalCounts> due = new ArrayDeque<>();
    private RefusalCounts sinceBatch;
    private RefusalCounts watched;

    RefusedTurns(PartitionTurns turns, AssemblyState.Refused state) {
        this.arrival = turns.isByArrival();
        this.slots = new RefusedAhead[turns.slotCount()];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = new RefusedAhead();
        }
        this.sinceBatch = state.sinceBatch();
        this.watched = state.watched();
        for (RefusedStretch stretch : state.ahead()) {
            slots[turns.slotOf(stretch.partition())].restore(stretch);
        }
    }

    void add(int slot, Block block) {
        if (arrival) {
            addArrived(block);
        } else if (!block.refused().isEmpty() || !slots[slot].isEmpty()) {
            slots[slot].add(block);
        }
    }

    private void addArrived(Block block) {
        for (RefusedPlace place : block.refused()) {
            sinceBatch = sinceBatch.and(RefusedStretch.of(block.partition(), place).counts());
            if (sinceBatch.records() >= RefusedStretch.FULL) {
                due.add(takeSinceBatch());
            }
        }
    }

    /** Takes in what was refused in a partition that is only watched. */
    void addWatched(Block block) {
        for (RefusedPlace place : block.refused()) {
            watched = watched.and(RefusedStretch.of(block.partition(), place).counts());
        }
    }

    boolean isEmpty(int slot) {
        return slots[slot].isEmpty();
    }

    /** How many are held in full stretches, of which there may be any number. */
    long held(int slot) {
        return slots[slot].fullCount();
    }

    /** A slot's accepted record at an offset is taken. */
    void pass(int slot, long offset) {
        for (RefusedStretch next = slots[slot].pollBefore(offset);
                next != null;
                next = slots[slot].pollBefore(offset)) {
            count(next);
        }
    }

    /** A slot has the turn, and no accepted record. */
    void await(int slot) {
        for (RefusedStretch next = slots[slot].pollFull();
                next != null;
                next = slots[slot].pollFull()) {
            count(next);
        }
    }

    /** A slot has the turn, and will never hold an accepted record again. */
    void end(int slot) {
        pass(slot, Long.MAX_VALUE);
    }

    private void count(RefusedStretch stretch) {
        if (stretch.isFull()) {
            due.add(stretch.counts());
        } else {
            sinceBatch = sinceBatch.and(stretch.counts());
        }
    }

    /** What is to be counted by itself, ahead of the next batch. */
    @Nullable RefusalCounts pollDue() {
        return due.pollFirst();
    }

    /** What is to be counted with the batch that is taken. */
    RefusalCounts takeSinceBatch() {
        RefusalCounts taken = sinceBatch;
        sinceBatch = RefusalCounts.NONE;
        return taken;
    }

    /** What is to be counted with the end, where no batch comes any more. */
    RefusalCounts takeRest() {
        RefusalCounts taken = takeSinceBatch().and(watched);
        watched = RefusalCounts.NONE;
        return taken;
    }

    RefusalCounts watched() {
        return watched;
    }

    AssemblyState.Refused state() {
        List<RefusedStretch> ahead = new ArrayList<>();
        for (RefusedAhead slot : slots) {
            ahead.addAll(slot.remaining());
        }
        return new AssemblyState.Refused(sinceBatch, watched, ahead);
    }
}
