package io.ratchet.operator.live;

import io.ratchet.operator.serializer.AssemblySerializer;
import io.ratchet.operator.serializer.LayoutSerializer;
import io.ratchet.operator.serializer.PackedInstance;
import io.ratchet.operator.serializer.PackedInstanceSerializer;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.operator.serializer.PendingSerializer;
import io.ratchet.operator.serializer.ProgressSerializer;
import io.ratchet.operator.serializer.RunContractSerializer;
import io.ratchet.operator.serializer.RunHistorySerializer;
import io.ratchet.operator.serializer.StoredChunk;
import io.ratchet.operator.serializer.StoredChunkSerializer;
import io.ratchet.operator.serializer.TextMapSerializer;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.jspecify.annotations.Nullable;

/**
 * All of TRAIN's keyed state.
 *
 * <p><b>Owns</b> the state handles; nobody else touches them. <b>Threading</b>: the task thread.
 * Every method sets the key it works on.
 */
public final class TrainState {
    private final KeyedStateBackend<String> backend;
    private final ValueState<RunContract> contract;
    private final ValueState<SortedMap<String, String>> environment;
    private final ValueState<RunHistory> history;
    private final ValueState<Progress> progress;
    private final ValueState<Layout> layout;
    private final MapState<Long, StoredChunk> chunks;
    private final ValueState<AssemblyState> assembly;
    private final MapState<Long, Pending> pending;
    private final ValueState<PackedInstance> packed;

    public TrainState(KeyedStateStore store, KeyedStateBackend<String> backend) {
        this.backend = backend;
        this.contract =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.CONTRACT, RunContractSerializer.INSTANCE));
        this.environment =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.ENVIRONMENT, TextMapSerializer.INSTANCE));
        this.history =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.HISTORY, RunHistorySerializer.INSTANCE));
        this.progress =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.PROGRESS, ProgressSerializer.INSTANCE));
        this.layout =
                store.getState(
                        new ValueStateDescriptor<>(StateNames.LAYOUT, LayoutSerializer.INSTANCE));
        this.chunks =
                store.getMapState(
                        new MapStateDescriptor<>(
                                StateNames.CHUNKS,
                                LongSerializer.INSTANCE,
                                StoredChunkSerializer.INSTANCE));
        this.assembly =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.ASSEMBLY, AssemblySerializer.INSTANCE));
        this.pending =
                store.getMapState(
                        new MapStateDescriptor<>(
                                StateNames.PENDING,
                                LongSerializer.INSTANCE,
                                PendingSerializer.INSTANCE));
        this.packed =
                store.getState(
                        new ValueStateDescriptor<>(
                                StateNames.PACKED, PackedInstanceSerializer.INSTANCE));
    }

    /**
     * What the state backend does with arrays: one that serializes what is put may hand out and
     * take values that change afterwards; one on the heap keeps them.
     */
    Image.Handover handover() {
        return backend.isSafeToReuseKVState() ? Image.Handover.COPIED : Image.Handover.KEPT;
    }

    /**
     * The keys for which something was still to be done; walks only the small state of pending
     * work.
     */
    public List<String> keysWithPending() {
        try (Stream<String> keys = backend.getKeys(StateNames.PENDING, VoidNamespace.INSTANCE)) {
            return keys.distinct().sorted().toList();
        }
    }

    /** What was still to be done for a key, in order. */
    public List<Pending> pending(String key) throws Exception {
        backend.setCurrentKey(key);
        TreeMap<Long, Pending> sorted = new TreeMap<>();
        for (Map.Entry<Long, Pending> entry : pending.entries()) {
            sorted.put(entry.getKey(), entry.getValue());
        }
        return new ArrayList<>(sorted.values());
    }

    /** Whether batches are stored of a key that are still to be trained. */
    boolean hasBatches(String key) throws Exception {
        return pending(key).stream().anyMatch(task -> task instanceof Pending.Train);
    }

    /** What is stored of a key, or null where nothing is. */
    @Nullable Stored load(String key) throws Exception {
        backend.setCurrentKey(key);
        Layout storedLayout = layout.value();
        if (storedLayout == null) {
            return null;
        }
        return new Stored(
                contract.value(),
                environment.value(),
                progress.value(),
                storedLayout,
                assembly.value());
    }

    /** A small instance, or null where none is stored. */
    @Nullable PackedInstance loadPacked(String key) throws Exception {
        backend.setCurrentKey(key);
        return packed.value();
    }

    /** A key's records on their way to a batch, or null where nothing is stored. */
    public @Nullable AssemblyState assembly(String key) throws Exception {
        backend.setCurrentKey(key);
        PackedInstance small = packed.value();
        return small == null ? assembly.value() : small.assembly();
    }

    /** How far a key has come, or null where nothing is stored. */
    public @Nullable Progress progress(String key) throws Exception {
        backend.setCurrentKey(key);
        PackedInstance small = packed.value();
        return small == null ? progress.value() : small.progress();
    }

    /** What was agreed of a key's run, or null where nothing is stored. */
    @Nullable RunContract contract(String key) throws Exception {
        backend.setCurrentKey(key);
        return contract.value();
    }

    /** What of a process changed a key's bits, or null where nothing is stored. */
    @Nullable SortedMap<String, String> environment(String key) throws Exception {
        backend.setCurrentKey(key);
        return environment.value();
    }

    /** How a key has come to where it stands; none where nothing is stored. */
    RunHistory history(String key) throws Exception {
        backend.setCurrentKey(key);
        RunHistory stored = history.value();
        return stored == null ? RunHistory.NONE : stored;
    }

    /** Writes how a key has come to where it stands. */
    public void write(String key, RunHistory newHistory) throws Exception {
        backend.setCurrentKey(key);
        history.update(newHistory);
    }

    /** Hands every stored chunk of a key to a reader. */
    void readChunks(String key, ChunkReader reader) throws Exception {
        backend.setCurrentKey(key);
        for (Map.Entry<Long, StoredChunk> entry : chunks.entries()) {
            long id = entry.getKey();
            reader.read((int) (id >>> Integer.SIZE), (int) id, entry.getValue());
        }
    }

    /**
     * Writes what tells what the state is: once for an instance, and again where its run has
     * changed.
     */
    void describe(
            String key,
            RunContract newContract,
            SortedMap<String, String> newEnvironment,
            Layout newLayout)
            throws Exception {
        backend.setCurrentKey(key);
        contract.update(newContract);
        environment.update(newEnvironment);
        layout.update(newLayout);
    }

    /**
     * Writes once what a small instance has to match; of the environment of one instance among many
     * only the digest is kept.
     */
    void describe(
            String key, RunContract newContract, @Nullable SortedMap<String, String> newEnvironment)
            throws Exception {
        backend.setCurrentKey(key);
        contract.update(newContract);
        if (newEnvironment != null) {
            environment.update(newEnvironment);
        }
    }

    /** Writes an instance as it stood at a step boundary. */
    public void write(Snapshot snapshot, AssemblyState assemblyState) throws Exception {
        backend.setCurrentKey(snapshot.live().key());
        snapshot.live().tensors().writeTo(new TensorsWriter(snapshot, assemblyState));
        if (snapshot.live().pendingStored()) {
            pending.clear();
        }
        long sequence = 0;
        for (Pending task : snapshot.pending()) {
            pending.put(sequence++, task);
        }
    }

    /** Writes the tensors of a snapshot, and how far they have come. */
    private final class TensorsWriter implements LiveTensors.Writer {
        private final Snapshot snapshot;
        private final AssemblyState assemblyState;

        private TensorsWriter(Snapshot snapshot, AssemblyState assemblyState) {
            this.snapshot = snapshot;
            this.assemblyState = assemblyState;
        }

        @Override
        public void chunked() throws Exception {
            progress.update(snapshot.progress());
            assembly.update(assemblyState);
            for (ChunkChange change : snapshot.changes()) {
                long id = ((long) change.tensor() << Integer.SIZE) | change.chunk();
                chunks.put(id, StoredChunk.of(change.bytes()));
            }
        }

        @Override
        public void packed(LiveTensors.Packed small) throws Exception {
            packed.update(
                    new PackedInstance(
                            small.identity(),
                            small.settings(),
                            snapshot.progress(),
                            assemblyState,
                            StoredChunk.of(small.tensors().pack())));
        }
    }

    /**
     * What is stored of an instance, its chunks aside.
     *
     * @param contract what was agreed of its run
     * @param environment what of the process may have changed its bits
     * @param progress how far it has come
     * @param layout its tensors
     * @param assembly its records on their way to a batch
     */
    record Stored(
            RunContract contract,
            SortedMap<String, String> environment,
            Progress progress,
            Layout layout,
            AssemblyState assembly) {}

    /** Takes a chunk. */
    interface ChunkReader {
        void read(int tensor, int chunk, StoredChunk stored) throws Exception;
    }
}
