package io.ratchet.operator.live;

import io.ratchet.training.instance.Instance;
import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.PackedTensors;
import java.util.List;

/**
 * What is kept beside a live instance to store its tensors: one choice for its life, by the {@link
 * io.ratchet.training.stored.StoredForm} of its run.
 */
public sealed interface LiveTensors {
    /**
     * Stored chunk by chunk, those that differ from what is stored.
     *
     * @param image what is stored
     */
    record Chunked(Image image) implements LiveTensors {
        @Override
        public List<ChunkChange> changes(Instance instance) {
            return image.capture(instance.tensors());
        }

        @Override
        public boolean isComputedOnTaskThread() {
            return false;
        }

        @Override
        public long byteCount() {
            return image.byteCount();
        }

        @Override
        public long cacheBytes(Instance instance) {
            return instance.footprint().residentBytes() == 0
                    ? 2 * instance.byteCount()
                    : instance.byteCount() + instance.tensors().layout().byteCount();
        }

        @Override
        public void writeTo(Writer writer) throws Exception {
            writer.chunked();
        }
    }

    /**
     * A small instance, which is stored whole and in one value.
     *
     * @param identity digest of what a resume must match
     * @param settings digest of what may differ between two starts
     * @param tensors its tensors
     */
    record Packed(long identity, long settings, PackedTensors tensors) implements LiveTensors {
        /** Objects and a partly filled batch beside the tensors, about. */
        static final long OVERHEAD_BYTES = 4096;

        @Override
        public List<ChunkChange> changes(Instance instance) {
            return List.of();
        }

        @Override
        public boolean isComputedOnTaskThread() {
            return true;
        }

        @Override
        public long byteCount() {
            return 0;
        }

        @Override
        public long cacheBytes(Instance instance) {
            return instance.byteCount() + OVERHEAD_BYTES;
        }

        @Override
        public void writeTo(Writer writer) throws Exception {
            writer.packed(this);
        }
    }

    /** The chunks that differ from what is stored, which counts as stored from here on. */
    List<ChunkChange> changes(Instance instance);

    /** Whether a step takes less time than handing it to the training thread would. */
    boolean isComputedOnTaskThread();

    /** Bytes of host memory beside the instance's own. */
    long byteCount();

    /**
     * Bytes of host memory, for the cache. The image of a new instance fills up with its first
     * checkpoint: counted from the start, beside tensors in host memory as their double.
     */
    long cacheBytes(Instance instance);

    /** Has them written in their form. */
    void writeTo(Writer writer) throws Exception;

    /** Writes tensors into state, each form in its own way. */
    interface Writer {
        /** Writes the chunks that have changed. */
        void chunked() throws Exception;

        /** Writes one value. */
        void packed(Packed tensors) throws Exception;
    }
}
