package io.ratchet.job.decode;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.FieldObserver;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.training.batch.Block;
import io.ratchet.training.run.PartitionSpan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a topic in for one run.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class RunRouter {
    private final RunInput input;
    private final byte @Nullable [] key;
    private final PartitionRoute[] routes;
    private final Refusals refusals;

    public RunRouter(RunInput input, Refusals refusals) {
        this(input, refusals, FieldObserver.NONE);
    }

    RunRouter(RunInput input, Refusals refusals, FieldObserver observer) {
        this.input = input;
        this.key = input.isKeyed() ? input.key().getBytes(StandardCharsets.UTF_8) : null;
        this.refusals = refusals;
        this.routes = routes(input, observer);
    }

    private static PartitionRoute[] routes(RunInput input, FieldObserver observer) {
        int partitions =
                input.spans().stream().mapToInt(PartitionSpan::partition).max().orElse(-1) + 1;
        PartitionRoute[] routes = new PartitionRoute[partitions];
        Map<Integer, BlockBuilder> builders = builders(input, observer);
        for (PartitionSpan span : input.spans()) {
            BlockBuilder builder = builders.get(span.partition());
            if (builder != null) {
                routes[span.partition()] = new PartitionRoute(span, builder);
            }
        }
        return routes;
    }

    private static Map<Integer, BlockBuilder> builders(RunInput input, FieldObserver observer) {
        Map<Integer, BlockBuilder> builders = new HashMap<>();
        InputFormat format = input.format();
        if (format instanceof InputFormat.Tensors tensors) {
            TensorBatchDecoder decoder = new TensorBatchDecoder(tensors.schema());
            for (PartitionSpan span : input.spans()) {
                builders.put(
                        span.partition(),
                        new TensorBlockBuilder(input.run(), span.partition(), decoder));
            }
            return builders;
        }
        InputFormat.Rows rows = (InputFormat.Rows) format;
        RowDecoder decoder = rows.decoder(observer);
        DecodedRow row = rows.schema().newRow();
        for (PartitionSpan span : input.spans()) {
            builders.put(
                    span.partition(),
                    new RowBlockBuilder(input.run(), span.partition(), decoder, row));
        }
        return builders;
    }

    /** Takes a record in; emits a block where one is full. */
    public void take(RawRecord record, Consumer<Block> out) {
        PartitionRoute route = routeOf(record.partition());
        if (route == null) {
            return;
        }
        if (!route.holds(record.offset())) {
            if (route.passedBy(record.offset())) {
                out.accept(route.take());
            }
            return;
        }
        if (key == null || Arrays.equals(key, record.key())) {
            accept(record, route);
        }
        route.seen(record.offset());
        if (route.isFull()) {
            out.accept(route.take());
        }
    }

    private @Nullable PartitionRoute routeOf(int partition) {
        return partition < routes.length ? routes[partition] : null;
    }

    /** The source has read all of a partition before an offset; emits a block that says so. */
    public void readTo(int partition, long offset, Consumer<Block> out) {
        PartitionRoute route = routeOf(partition);
        if (route != null && route.readTo(offset)) {
            out.accept(route.take());
        }
    }

    private void accept(RawRecord record, PartitionRoute route) {
        byte[] value = record.value();
        if (key != null && route.isWatched()) {
            refuse(
                    record,
                    route,
                    RefusalReason.WRONG_PARTITION.code(),
                    "the key belongs to partition "
                            + input.keyPartition()
                            + " by the input's partitioner"
                            + ByOtherPartitioner.hint(key, input, record.partition()));
            return;
        }
        if (value != null && value.length > input.maxRecordBytes()) {
            refuse(
                    record,
                    route,
                    RefusalReason.TOO_LARGE.code(),
                    value.length + " bytes, above the limit of " + input.maxRecordBytes());
            return;
        }
        try {
            route.builder().add(record);
        } catch (RefusedRecordException refusal) {
            refuse(record, route, refusal.reason().code(), refusal.detail());
            return;
        }
        refusals.accepted();
    }

    private void refuse(RawRecord record, PartitionRoute route, String reason, String detail) {
        refusals.refuse(input, record, reason, detail);
        route.refuse(record.offset(), reason, detail);
    }

    /** Emits what should not wait any longer, full or not. */
    public void flush(Consumer<Block> out) {
        for (PartitionRoute route : routes) {
            if (route != null && route.isUrgent()) {
                out.accept(route.take());
            }
        }
    }

    /** Emits all that waits. */
    void flushAll(Consumer<Block> out) {
        for (PartitionRoute route : routes) {
            if (route != null && route.isPending()) {
                out.accept(route.take());
            }
        }
    }
}
