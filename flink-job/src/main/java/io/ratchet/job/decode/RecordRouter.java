package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import java.util.function.Consumer;

/**
 * Decodes a topic's records for one run outside Flink. Refused records are counted and passed over.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class RecordRouter {
    private final RunRouter router;
    private long refused;

    /**
     * A router for one run.
     *
     * @param input what has to be known of the run
     */
    public RecordRouter(RunInput input) {
        this.router =
                new RunRouter(
                        input,
                        new Refusals() {
                            @Override
                            public void accepted() {}

                            @Override
                            public void refuse(
                                    RunInput run, RawRecord record, String reason, String detail) {
                                refused++;
                            }
                        });
    }

    /** The same, for somebody who watches what becomes of each record. */
    public RecordRouter(RunInput input, RecordWatch watch) {
        this.router =
                new RunRouter(
                        input,
                        new Refusals() {
                            @Override
                            public void accepted() {
                                watch.accepted();
                            }

                            @Override
                            public void refuse(
                                    RunInput run, RawRecord record, String reason, String detail) {
                                refused++;
                                watch.refused(record, reason, detail);
                            }
                        },
                        watch);
    }

    /** Takes a record in; hands a block on where one is full. */
    public void take(RawRecord record, Consumer<Block> out) {
        router.take(record, out);
    }

    /**
     * Everything of a partition before an offset has been taken in; hands on a block that says so.
     */
    public void readTo(int partition, long offset, Consumer<Block> out) {
        router.readTo(partition, offset, out);
    }

    /** Hands on all that waits, full or not. */
    public void flush(Consumer<Block> out) {
        router.flushAll(out);
    }

    /** The number of refused records. */
    public long refused() {
        return refused;
    }
}
