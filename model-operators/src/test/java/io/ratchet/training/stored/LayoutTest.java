package io.ratchet.training.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final int CHUNK_BYTES = 256 * 1024;

    @Test
    void cutsTensorsOfAlmostTwoGibibytes() {
        for (int bytes : new int[] {1, CHUNK_BYTES, CHUNK_BYTES + 1, Integer.MAX_VALUE}) {
            Layout layout =
                    new Layout(
                            List.of(
                                    new TensorLayout(
                                            "w",
                                            TensorRole.PARAMETER,
                                            TensorType.UINT8,
                                            List.of(bytes))),
                            CHUNK_BYTES);

            int chunks = layout.chunkCount(0);

            assertThat((long) (chunks - 1) * CHUNK_BYTES + layout.chunkLength(0, chunks - 1))
                    .isEqualTo(bytes);
        }
    }
}
