package io.ratchet.operator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live instances of a subtask: a write-back cache over its state, least recently used first.
 *
 * <p><b>Owns</b> the instances and closes them. <b>Threading</b>: the task thread.
 */
final class LiveInstances implements AutoCloseable {
    /** Objects and a partly filled batch beside the tensors of a small instance, about. */
    private static final long PACKED_OVERHEAD_BYTES = 4096;

    private final long mostBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long byteCount;

    /** An instance, and the bytes counted for it when it came. */
    private record Entry(LiveInstance live, long bytes) {}

    LiveInstances(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Nullable LiveInstance get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.live();
    }

    void add(LiveInstance live) {
        // The image of a new instance fills up with its first checkpoint: count the instance twice
        // from the start.
        long bytes =
                live.packed() == null
                        ? 2 * live.instance().byteCount()
                        : live.instance().byteCount() + PACKED_OVERHEAD_BYTES;
        entries.put(live.key(), new Entry(live, bytes));
        byteCount += bytes;
    }

    /** Whether the instances take more room than they may; one always may. */
    boolean isOverfull() {
        return byteCount > mostBytes && entries.size() > 1;
    }

    /**
     * The least recently used instance that may be evicted, or null; never the most recently used
     * one.
     */
    @Nullable LiveInstance evictable() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            LiveInstance live = oldest.next().live();
            if (live.isIdle() && oldest.hasNext()) {
                return live;
            }
        }
        return null;
    }

    /** Forgets an instance and frees it. */
    void evict(LiveInstance live) {
        Entry entry = entries.remove(live.key());
        if (entry != null) {
            byteCount -= entry.bytes();
            live.close();
        }
    }

    /** Those whose state may differ from what is stored. */
    List<LiveInstance> touched() {
        List<LiveInstance> touched = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.live().isTouched()) {
                touched.add(entry.live());
            }
        }
        return touched;
    }

    int count() {
        return entries.size();
    }

    @Override
    public void close() {
        for (Entry entry : entries.values()) {
            entry.live().close();
        }
        entries.clear();
        byteCount = 0;
    }
}
