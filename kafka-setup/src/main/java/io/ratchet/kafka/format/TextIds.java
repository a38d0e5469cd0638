package io.ratchet.kafka.format;

import io.ratchet.kafka.text.ComposedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Gives texts their ids, from UTF-8 bytes and without making strings. */
public sealed interface TextIds {
    /** The id of the text; 0 stands for a text that has none. */
    int idOf(byte[] bytes, int from, int to);

    /**
     * FNV-1a over the bytes, then MurmurHash3's finalizer, so that the low bits are good enough for
     * a remainder. Trained embeddings depend on it: it never changes.
     */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0x811c9dc5;
        for (int at = from; at < to; at++) {
            hash = (hash ^ (bytes[at] & 0xff)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    /** Ids 1 to {@code buckets}, by hash. */
    record Hashed(int buckets) implements TextIds {
        @Override
        public int idOf(byte[] bytes, int from, int to) {
            return 1 + Integer.remainderUnsigned(hash(bytes, from, to), buckets);
        }
    }

    /** Ids by place in a list, found in a hash table with open addressing. */
    final class Listed implements TextIds {
        private final byte[][] values;
        private final int[] slots;

        public Listed(List<String> values) {
            this.values =
                    values.stream()
                            .map(ComposedText::of)
                            .map(value -> value.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new);
            slots = new int[Integer.highestOneBit(2 * values.size()) * 2];
            for (int index = 0; index < this.values.length; index++) {
                byte[] value = this.values[index];
                slots[slotOf(value, 0, value.length)] = index + 1;
            }
        }

        @Override
        public int idOf(byte[] bytes, int from, int to) {
            int id = slots[slotOf(bytes, from, to)];
            return id == 0 && !ComposedText.isAscii(bytes, from, to)
                    ? idOfComposed(bytes, from, to)
                    : id;
        }

        /** Only for texts with other letters that are not listed as they are written. */
        private int idOfComposed(byte[] bytes, int from, int to) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            byte[] composed = ComposedText.of(text).getBytes(StandardCharsets.UTF_8);
            return slots[slotOf(composed, 0, composed.length)];
        }

        /** The slot of the text, or the free one where it would be. */
        private int slotOf(byte[] bytes, int from, int to) {
            int slot = hash(bytes, from, to) & (slots.length - 1);
            while (slots[slot] != 0) {
                byte[] value = values[slots[slot] - 1];
                if (Arrays.equals(value, 0, value.length, bytes, from, to)) {
                    return slot;
                }
                slot = (slot + 1) & (slots.length - 1);
            }
            return slot;
        }
    }
}
