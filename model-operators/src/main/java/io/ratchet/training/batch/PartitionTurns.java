package io.ratchet.training.batch;

import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose turn it is among a run's partitions, and how far each has been read.
 *
 * <p>Round k gives every partition that has a k-th accepted record one turn, by ascending
 * partition. A partition that has nothing read ahead holds the turn until a record comes, unless it
 * has been read to its end. Partitions that are only watched have no turn.
 */
final class PartitionTurns {
    /** No partition can take its turn now. */
    static final int WAIT = -1;

    private final List<PartitionSpan> spans;
    private final boolean arrival;
    private final int trained;
    private final long[] positions;
    private int turn;

    PartitionTurns(RunSpec spec, AssemblyState state) {
        this.spans = spec.partitions();
        this.arrival = spec.order() == RecordOrder.ARRIVAL;
        if (state.positions().size() != spans.size()) {
            throw new IllegalArgumentException(
                    "Run '"
                            + spec.run()
                            + "' reads "
                            + spans.size()
                            + " partitions, its state knows "
                            + state.positions().size()
                            + ". The set of partitions is fixed at a run's first start.");
        }
        this.trained = (int) spans.stream().filter(span -> !span.watched()).count();
        this.positions = new long[spans.size()];
        for (int index = 0; index < positions.length; index++) {
            positions[index] = state.positions().get(index);
        }
        this.turn = state.turn();
    }

    /** Whether records are trained as they arrive. */
    boolean isByArrival() {
        return arrival;
    }

    /** The index under which a partition's records are kept. */
    int slotOf(int partition) {
        return arrival ? 0 : indexOf(partition);
    }

    /** Whether none of a partition's records are trained. */
    boolean isWatched(int partition) {
        return spans.get(indexOf(partition)).watched();
    }

    /** The number of slots. */
    int slotCount() {
        return arrival ? 1 : trained;
    }

    /** Notes how far a partition has been seen. */
    void advance(Block block) {
        int index = indexOf(block.partition());
        positions[index] = Math.max(positions[index], block.nextOffset());
    }

    /** How far a partition has been seen. */
    long position(int partition) {
        return positions[indexOf(partition)];
    }

    /** What was taken in of every partition, given what each slot holds. */
    List<PartitionIntake> intake(Slots slots) {
        List<PartitionIntake> intake = new ArrayList<>(trained);
        for (int index = 0; index < trained; index++) {
            intake.add(
                    new PartitionIntake(
                            spans.get(index).partition(),
                            positions[index],
                            arrival ? 0 : slots.held(index) + slots.refused().held(index),
                            !arrival && isAwaited(index, slots)));
        }
        return intake;
    }

    private boolean isAwaited(int index, Slots slots) {
        int slot = turn;
        for (int passed = 0; passed < trained && isOver(slot, slots); passed++) {
            slot = slot + 1 >= trained ? 0 : slot + 1;
        }
        if (index != slot || slots.held(index) > 0 || hasEnded(index)) {
            return false;
        }
        for (int other = 0; other < trained; other++) {
            if (slots.held(other) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The slot whose turn it is, or {@link #WAIT}; slots that have ended and are empty are passed
     * over.
     */
    int current(Slots slots) {
        if (arrival) {
            return slots.held(0) > 0 ? 0 : WAIT;
        }
        for (int tried = 0; tried < trained; tried++) {
            int slot = (turn + tried) % trained;
            if (slots.held(slot) > 0) {
                turn = slot;
                return slot;
            }
            if (!hasEnded(slot)) {
                slots.refused().await(slot);
                return WAIT;
            }
            // It keeps its turn: if the run goes on behind its end, it may have a record then.
            slots.refused().end(slot);
        }
        return WAIT;
    }

    private boolean isOver(int slot, Slots slots) {
        return slots.held(slot) == 0 && hasEnded(slot);
    }

    /** Ends the current turn. */
    void pass() {
        turn = turn + 1 >= slotCount() ? 0 : turn + 1;
    }

    /**
     * Whether no other slot can ever take a turn again, and none has anything left to be counted in
     * one, so that the current one may take many at once.
     */
    boolean isAlone(int slot, Slots slots) {
        for (int other = 0; other < slotCount(); other++) {
            if (other != slot && (!isEmpty(other, slots) || !hasEnded(other))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(int slot, Slots slots) {
        return slots.held(slot) == 0 && slots.refused().isEmpty(slot);
    }

    /** Whether all partitions have been read to their end. */
    boolean allRead() {
        for (int index = 0; index < spans.size(); index++) {
            if (!hasEnded(index)) {
                return false;
            }
        }
        return true;
    }

    int turn() {
        return turn;
    }

    List<Long> positions() {
        List<Long> list = new ArrayList<>(positions.length);
        for (long position : positions) {
            list.add(position);
        }
        return list;
    }

    private boolean hasEnded(int index) {
        return positions[index] >= spans.get(index).end();
    }

    private int indexOf(int partition) {
        for (int index = 0; index < spans.size(); index++) {
            if (spans.get(index).partition() == partition) {
                return index;
            }
        }
        throw new IllegalArgumentException(
                "A record of partition "
                        + partition
                        + " came, but the run reads only "
                        + spans
                        + ". The set of partitions is fixed at a run's first start.");
    }

    /** What is held of each slot. */
    interface Slots {
        /** How many accepted records. */
        long held(int slot);

        /** The refused ones. */
        RefusedTurns refused();
    }
}
