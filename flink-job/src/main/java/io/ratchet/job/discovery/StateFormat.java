package io.ratchet.job.discovery;

import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;

/** How TRAIN's state lies in a checkpoint, which tells what can read it. */
public enum StateFormat {
    /** There is none: no instance was made yet. */
    NONE("no state"),
    /** As every state backend reads it: a savepoint in Flink's canonical format. */
    CANONICAL("a canonical savepoint"),
    /** Files of RocksDB; each block has a checksum. */
    ROCKSDB("files of RocksDB"),
    /** Streams of a backend that keeps its state on the heap; only the values have checksums. */
    HEAP("streams of the heap"),
    /** Another one, of which nothing is known. */
    OTHER("another format");

    private final String text;

    StateFormat(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    static StateFormat of(KeyedStateHandle state) {
        if (state instanceof IncrementalRemoteKeyedStateHandle) {
            return ROCKSDB;
        }
        if (state instanceof KeyGroupsSavepointStateHandle) {
            return CANONICAL;
        }
        return state instanceof KeyGroupsStateHandle ? HEAP : OTHER;
    }

    /** That of parts together. */
    StateFormat and(StateFormat other) {
        if (this == NONE || this == other) {
            return other;
        }
        return other == NONE ? this : OTHER;
    }
}
