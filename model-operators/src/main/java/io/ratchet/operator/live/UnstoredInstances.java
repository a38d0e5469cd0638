package io.ratchet.operator.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small instances that have been trained since they were stored, least recently trained first.
 * What has not been trained for longest is stored ahead of the next checkpoint, so that a
 * checkpoint never has to write a large cache at once, with all of its keys waiting. Those that are
 * trained all the time stay last, and are stored once a checkpoint.
 *
 * <p><b>Threading</b>: the task thread.
 */
public final class UnstoredInstances {
    /** What RocksDB takes half a second to write, about. */
    public static final long MOST_BYTES = 128L << 20;

    private final long mostBytes;
    private final Map<LiveInstance, Long> bytes = new LinkedHashMap<>(16, 0.75f, true);
    private long byteCount;

    /**
     * @param mostBytes tensors that may wait for the next checkpoint
     */
    public UnstoredInstances(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    public void trained(LiveInstance live) {
        if (bytes.get(live) == null) {
            bytes.put(live, live.instance().byteCount());
            byteCount += live.instance().byteCount();
        }
    }

    public void stored(LiveInstance live) {
        Long stored = bytes.remove(live);
        if (stored != null) {
            byteCount -= stored;
        }
    }

    /** The instance to be stored next, or null where nothing has to be, or can be. */
    public @Nullable LiveInstance overdue() {
        if (byteCount <= mostBytes) {
            return null;
        }
        for (LiveInstance live : bytes.keySet()) {
            if (live.isIdle()) {
                return live;
            }
        }
        return null;
    }
}
