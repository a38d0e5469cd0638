package io.ratchet.operator.live;

import io.ratchet.operator.restore.DamagedChunkException;
import io.ratchet.operator.restore.DamagedInstanceException;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.Layout;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes live instances whose tensors are stored chunk by chunk. */
final class ChunkedLoader implements FormLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkedLoader.class);

    private final TrainState state;
    private final LaterEnd laterEnd;

    ChunkedLoader(TrainState state, LaterEnd laterEnd) {
        this.state = state;
        this.laterEnd = laterEnd;
    }

    @Override
    public LiveInstance create(String key, RunEntry run) throws Exception {
        RunSpec spec = run.spec();
        Instance instance = run.template().create();
        return InstanceHandover.orClose(
                instance,
                () -> {
                    Layout layout = instance.tensors().layout();
                    state.describe(key, run.contract(), run.environment(), layout);
                    LOG.info(
                            "Made instance '{}' with {} bytes of tensors", key, layout.byteCount());
                    return new LiveInstance(
                            key,
                            spec,
                            instance,
                            new LiveTensors.Chunked(Image.empty(layout, state.handover())),
                            BatchAssembler.start(spec));
                });
    }

    @Override
    public @Nullable Loaded load(String key, RunEntry run) throws Exception {
        TrainState.Stored stored = state.load(key);
        if (stored == null) {
            return null;
        }
        LiveInstance live = read(key, run, stored);
        return InstanceHandover.orClose(
                live.instance(),
                () -> {
                    Layout layout = live.instance().tensors().layout();
                    state.describe(key, run.contract(), run.environment(), layout);
                    LOG.info("Restored instance '{}' at step {}", key, stored.progress().step());
                    return new Loaded(
                            live,
                            stored.progress(),
                            run.changes(stored.contract(), stored.environment()));
                });
    }

    @Override
    public LiveInstance look(String key, RunEntry run) throws Exception {
        return read(key, run, Objects.requireNonNull(state.load(key)));
    }

    private LiveInstance read(String key, RunEntry run, TrainState.Stored stored) throws Exception {
        run.refuseUnlessFixed(stored.contract());
        Instance instance =
                run.template().withChunkBytes(stored.layout().chunkBytes()).createToRestore();
        return InstanceHandover.orClose(instance, () -> read(key, run, stored, instance));
    }

    private LiveInstance read(String key, RunEntry run, TrainState.Stored stored, Instance instance)
            throws Exception {
        RunSpec spec = run.spec();
        Layout layout = instance.tensors().layout();
        if (!layout.equals(stored.layout())) {
            throw new SuppressRestartsException(
                    new IncompatibleRunException(
                            spec.run(),
                            List.of(
                                    new Change(
                                                    "tensors",
                                                    stored.layout().toString(),
                                                    layout.toString())
                                            .text())));
        }
        Image image = image(key, stored, layout);
        image.writeTo(instance.tensors());
        instance.resume(laterEnd.of(key, spec, stored.progress(), stored.assembly()));
        return new LiveInstance(
                key,
                spec,
                instance,
                new LiveTensors.Chunked(image),
                FormLoader.assembler(key, spec, stored.assembly()));
    }

    /** The chunks of an instance, every one of them whole. */
    private Image image(String key, TrainState.Stored stored, Layout layout) throws Exception {
        Image image = Image.empty(layout, state.handover());
        state.readChunks(
                key,
                (tensor, chunk, bytes) -> {
                    if (!bytes.isWhole()) {
                        throw new DamagedChunkException(
                                key,
                                stored.progress().step(),
                                layout.tensors().get(tensor).name(),
                                chunk);
                    }
                    image.put(tensor, chunk, bytes.bytes());
                });
        if (!image.complete()) {
            throw new DamagedInstanceException(
                    key,
                    "of "
                            + layout.byteCount()
                            + " bytes of tensors "
                            + image.byteCount()
                            + " are there",
                    null);
        }
        return image;
    }
}
