package io.ratchet.operator.live;

import io.ratchet.training.device.InstanceFootprint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live instances of a subtask: a write-back cache over its state, segmented by use (segmented
 * LRU; Karedla, Love, Wherry: "Caching strategies to improve disk system performance", 1994). An
 * instance is on trial until it is used again; those on trial go first, least recently used first.
 * A long tail of keys that come once does not drive out those that come all the time; one that has
 * not come for long is on trial again, so that the cache follows keys that change.
 *
 * <p><b>Owns</b> the instances and closes them. <b>Threading</b>: the task thread.
 */
public final class LiveInstances implements AutoCloseable {
    /** The share of the room that instances which have been used again may take. */
    private static final double PROVEN_SHARE = 0.8;

    /** So many uses for each instance in memory is long: who was not among them has to go back. */
    private static final int LONG_USES = 16;

    private final long mostBytes;
    private final Map<String, Entry> onTrial = new LinkedHashMap<>();
    private final Map<String, Entry> proven = new LinkedHashMap<>(16, 0.75f, true);
    private long byteCount;
    private long deviceByteCount;
    private long provenBytes;
    private long uses;
    private @Nullable LiveInstance newest;

    /** An instance, the bytes counted for it when it came, and its last use. */
    private static final class Entry {
        private final LiveInstance live;
        private final long bytes;
        private long lastUse;

        private Entry(LiveInstance live, long bytes) {
            this.live = live;
            this.bytes = bytes;
        }
    }

    public LiveInstances(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    public @Nullable LiveInstance get(String key) {
        Entry entry = proven.get(key);
        if (entry == null) {
            entry = onTrial.remove(key);
            if (entry == null) {
                return null;
            }
            proven.put(key, entry);
            provenBytes += entry.bytes;
        }
        LiveInstance live = use(entry);
        demote();
        return live;
    }

    public void add(LiveInstance live) {
        long bytes = live.cacheBytes();
        Entry entry = new Entry(live, bytes);
        onTrial.put(live.key(), entry);
        byteCount += bytes;
        deviceByteCount += live.instance().footprint().residentBytes();
        use(entry);
        demote();
    }

    /** Whether the instances take more room than they may; one always may. */
    public boolean isOverfull() {
        return byteCount > mostBytes && count() > 1;
    }

    /**
     * The instance to be evicted next: one that is idle, and never the most recently used one; null
     * where there is none.
     */
    public @Nullable LiveInstance evictable() {
        return firstEvictable(live -> live != newest);
    }

    /**
     * The one to be evicted next from a GPU, before another is loaded there for a use that is still
     * to come: the most recently used one may go too, but none that would free nothing there.
     */
    public @Nullable LiveInstance evictableFromDevice() {
        return firstEvictable(live -> live.instance().footprint().residentBytes() > 0);
    }

    /** Forgets an instance and frees it. */
    public void evict(LiveInstance live) {
        Entry entry = onTrial.remove(live.key());
        if (entry == null) {
            entry = proven.remove(live.key());
            if (entry == null) {
                return;
            }
            provenBytes -= entry.bytes;
        }
        byteCount -= entry.bytes;
        deviceByteCount -= live.instance().footprint().residentBytes();
        live.close();
    }

    /** Those whose state may differ from what is stored. */
    public List<LiveInstance> touched() {
        List<LiveInstance> touched = new ArrayList<>();
        for (Map<String, Entry> segment : List.of(onTrial, proven)) {
            for (Entry entry : segment.values()) {
                if (entry.live.isTouched()) {
                    touched.add(entry.live);
                }
            }
        }
        return touched;
    }

    /** Bytes that they take of a GPU's memory. */
    public long deviceByteCount() {
        return deviceByteCount;
    }

    /** What they need of a GPU together. */
    public InstanceFootprint footprint() {
        InstanceFootprint all = InstanceFootprint.NONE;
        for (Map<String, Entry> segment : List.of(onTrial, proven)) {
            for (Entry entry : segment.values()) {
                all = all.and(entry.live.instance().footprint());
            }
        }
        return all;
    }

    public int count() {
        return onTrial.size() + proven.size();
    }

    @Override
    public void close() {
        for (Map<String, Entry> segment : List.of(onTrial, proven)) {
            for (Entry entry : segment.values()) {
                entry.live.close();
            }
            segment.clear();
        }
        newest = null;
        byteCount = 0;
        deviceByteCount = 0;
        provenBytes = 0;
    }

    private LiveInstance use(Entry entry) {
        entry.lastUse = ++uses;
        newest = entry.live;
        return entry.live;
    }

    /** Puts those on trial again that take too much room, or have not been used for long. */
    private void demote() {
        Iterator<Entry> oldest = proven.values().iterator();
        while (proven.size() > 1) {
            Entry entry = oldest.next();
            boolean forgotten = uses - entry.lastUse > (long) LONG_USES * count();
            if (!forgotten && provenBytes <= mostBytes * PROVEN_SHARE) {
                return;
            }
            oldest.remove();
            provenBytes -= entry.bytes;
            onTrial.put(entry.live.key(), entry);
        }
    }

    private @Nullable LiveInstance firstEvictable(Predicate<LiveInstance> mayGo) {
        for (Map<String, Entry> segment : List.of(onTrial, proven)) {
            for (Entry entry : segment.values()) {
                if (entry.live.isIdle() && mayGo.test(entry.live)) {
                    return entry.live;
                }
            }
        }
        return null;
    }
}
