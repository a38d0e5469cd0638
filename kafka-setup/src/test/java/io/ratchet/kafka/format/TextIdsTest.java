package io.ratchet.kafka.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ids of texts. */
class TextIdsTest {
    @Test
    void keepsItsHashForEver() {
        assertThat(TextIds.hash(new byte[0], 0, 0)).isEqualTo(0xab3e7c0b);
        assertThat(hash("LAX")).isEqualTo(0x11edbaff);
        assertThat(hash("Zürich")).isEqualTo(0xad5bb597);
    }

    @Test
    void spreadsTextsEvenly() {
        TextIds.Hashed ids = new TextIds.Hashed(16);
        int[] counts = new int[17];
        for (int i = 0; i < 16_000; i++) {
            counts[id(ids, "A" + i)]++;
        }
        assertThat(counts[0]).isZero();
        assertThat(IntStream.of(counts).skip(1))
                .allSatisfy(c -> assertThat(c).isBetween(850, 1150));
    }

    @Test
    void findsEveryListedTextAndNoOther() {
        List<String> values = IntStream.range(0, 1000).mapToObj(i -> "value-" + i).toList();
        TextIds.Listed ids = new TextIds.Listed(values);

        for (int i = 0; i < values.size(); i++) {
            assertThat(id(ids, values.get(i))).isEqualTo(i + 1);
        }
        for (String other : List.of("value-1000", "value", "", "VALUE-1")) {
            assertThat(id(ids, other)).isZero();
        }
    }

    private static int hash(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return TextIds.hash(bytes, 0, bytes.length);
    }

    private static int id(TextIds ids, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return ids.idOf(bytes, 1, bytes.length - 1);
    }
}
