package io.ratchet.operator.live;

import io.ratchet.operator.restore.DamagedChunkException;
import io.ratchet.operator.serializer.PackedInstance;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.stored.PackedTensors;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes live instances that are stored in one value. Loading one is one read: what tells whether
 * state and run still fit is compared by digest, and read only where the digests differ.
 */
final class PackedLoader implements FormLoader {
    private static final String TENSORS = "all tensors";

    private final TrainState state;
    private final LaterEnd laterEnd;

    PackedLoader(TrainState state, LaterEnd laterEnd) {
        this.state = state;
        this.laterEnd = laterEnd;
    }

    @Override
    public LiveInstance create(String key, RunEntry run) throws Exception {
        state.describe(key, run.contract(), isOnly(key, run) ? run.environment() : null);
        return live(key, run, run.template().create(), BatchAssembler.start(run.spec()));
    }

    @Override
    public @Nullable Loaded load(String key, RunEntry run) throws Exception {
        PackedInstance stored = state.loadPacked(key);
        if (stored == null) {
            return null;
        }
        LiveInstance live = restore(key, run, stored);
        return InstanceHandover.orClose(
                live.instance(),
                () -> new Loaded(live, stored.progress(), changes(key, run, stored)));
    }

    @Override
    public LiveInstance look(String key, RunEntry run) throws Exception {
        return restore(key, run, Objects.requireNonNull(state.loadPacked(key)));
    }

    private LiveInstance restore(String key, RunEntry run, PackedInstance stored) throws Exception {
        if (stored.identity() != run.fixedDigest()) {
            run.refuseUnlessFixed(contract(key));
        }
        if (!stored.tensors().isWhole()) {
            throw new DamagedChunkException(key, stored.progress().step(), TENSORS, 0);
        }
        BatchAssembler assembler = FormLoader.assembler(key, run.spec(), stored.assembly());
        Instance instance = run.template().create();
        return InstanceHandover.orClose(
                instance,
                () -> {
                    instance.packed().orElseThrow().unpack(stored.tensors().bytes());
                    instance.resume(
                            laterEnd.of(key, run.spec(), stored.progress(), stored.assembly()));
                    return live(key, run, instance, assembler);
                });
    }

    /** What is another than an instance was stored with. */
    private List<Change> changes(String key, RunEntry run, PackedInstance stored) throws Exception {
        if (stored.settings() == run.changeableDigest() || !isOnly(key, run)) {
            return List.of();
        }
        SortedMap<String, String> environment = state.environment(key);
        List<Change> changes =
                run.changes(contract(key), environment == null ? new TreeMap<>() : environment);
        state.describe(key, run.contract(), run.environment());
        return changes;
    }

    private RunContract contract(String key) throws Exception {
        RunContract stored = state.contract(key);
        return stored == null ? RunContract.NONE : stored;
    }

    /** Whether it is its run's only instance, and not one among many, by key. */
    private static boolean isOnly(String key, RunEntry run) {
        return key.equals(run.spec().run());
    }

    private static LiveInstance live(
            String key, RunEntry run, Instance instance, BatchAssembler assembler) {
        PackedTensors tensors = instance.packed().orElseThrow();
        return new LiveInstance(
                key,
                run.spec(),
                instance,
                new LiveTensors.Packed(run.fixedDigest(), run.changeableDigest(), tensors),
                assembler);
    }
}
