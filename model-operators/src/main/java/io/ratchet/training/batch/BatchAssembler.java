package io.ratchet.training.batch;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the accepted records of an instance into their order and cuts them into batches.
 *
 * <p>Invariant: the batches are a function of each partition's accepted records alone. Neither the
 * cut of the blocks nor their arrival across partitions moves a record to another batch (order
 * {@code TURNS}). After a restart at another parallelism blocks arrive cut and interleaved
 * differently; only because of this invariant is the model the same.
 *
 * <p><b>Owns</b> the partly filled batch and the records read ahead. <b>Threading</b>: one thread.
 */
public sealed interface BatchAssembler permits RowAssembler, TensorAssembler {
    /** An assembler for a run that has read nothing yet. */
    static BatchAssembler start(RunSpec spec) {
        return restore(spec, AssemblyState.start(spec));
    }

    /** An assembler that goes on from what {@link #state()} gave. */
    static BatchAssembler restore(RunSpec spec, AssemblyState state) {
        if (spec.input() instanceof InputSpec.Rows rows) {
            return new RowAssembler(spec, rows, state);
        }
        return new TensorAssembler(spec, state);
    }

    /** Takes a block in. The blocks of one partition come by ascending offset. */
    void add(Block block);

    /**
     * Whether {@link #take()} has a batch to give: a whole one, or the last one of a run that
     * trains the rest of its topic.
     */
    boolean hasBatch();

    /** Removes and returns the next batch. */
    Batch take();

    /**
     * Removes and returns what was refused and is to be counted by itself, ahead of the next batch;
     * null where there is nothing.
     */
    @Nullable RefusalCounts takeRefused();

    /** Removes and returns what was refused behind the last batch, where {@link #ended()}. */
    RefusalCounts takeLastRefused();

    /** What was refused in partitions that are only watched, and is counted with the end. */
    RefusalCounts watchedRefused();

    /**
     * Whether every partition has been read to its end and every record of it has been taken, or
     * waits for a batch that only later records can fill.
     */
    boolean ended();

    /**
     * How many records do not fill a batch where {@link #ended()}; they are trained if the run is
     * gone on with.
     */
    long waiting();

    /** The offset behind everything that was seen of a partition. */
    long position(int partition);

    /** What was taken in of every partition, where partitions take turns. */
    List<PartitionIntake> intake();

    /** Records of a batch that is begun, and waits for more. */
    int begunCount();

    /** What a restart needs; immutable. */
    AssemblyState state();

    /** Bytes of the records held. */
    long byteCount();
}
