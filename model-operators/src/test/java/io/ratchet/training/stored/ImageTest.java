package io.ratchet.training.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {
    /** 4 chunks (64, 64, 64, 8 bytes), 1 chunk (8 bytes), none, 2 chunks. */
    private static final Layout LAYOUT =
            new Layout(
                    List.of(
                            tensor("weight", TensorRole.PARAMETER, TensorType.FLOAT32, 5, 10),
                            tensor("count", TensorRole.BUFFER, TensorType.INT64),
                            tensor("nothing", TensorRole.BUFFER, TensorType.FLOAT32, 0),
                            tensor("weight#sum", TensorRole.MOMENT, TensorType.FLOAT32, 32)),
                    64);

    private final HeapHostTensors tensors = HeapHostTensors.random(LAYOUT, 1);
    private final Image image = Image.empty(LAYOUT, Image.Handover.KEPT);

    @Test
    void capturesEverythingFirstAndNothingWhereNothingChanged() {
        assertThat(image.complete()).isFalse();

        assertThat(places(image.capture(tensors)))
                .containsExactly("0/0", "0/1", "0/2", "0/3", "1/0", "3/0", "3/1");
        assertThat(image.complete()).isTrue();
        assertThat(image.byteCount()).isEqualTo(200 + 8 + 128);
        assertThat(image.capture(tensors)).isEmpty();
    }

    @Test
    void capturesTheChunkOfEveryBit() {
        image.capture(tensors);
        for (int tensor : new int[] {0, 1, 3}) {
            for (int offset = 0; offset < tensors.view(tensor).limit(); offset++) {
                tensors.flipBit(tensor, offset);

                List<ChunkChange> changes = image.capture(tensors);

                assertThat(places(changes)).containsExactly(tensor + "/" + offset / 64);
                assertThat(changes.get(0).bytes()).hasSize(LAYOUT.chunkLength(tensor, offset / 64));
            }
        }
    }

    @Test
    void neverChangesAnArrayThatItHandedOut() {
        byte[] first = image.capture(tensors).get(0).bytes();
        byte[] before = first.clone();

        tensors.flipBit(0, 3);
        byte[] second = image.capture(tensors).get(0).bytes();

        assertThat(first).isEqualTo(before).isNotEqualTo(second);
    }

    @Test
    void overwritesArraysThatWereCopied() {
        // Given
        Image copied = Image.empty(LAYOUT, Image.Handover.COPIED);
        byte[] first = copied.capture(tensors).get(0).bytes();
        byte[] before = first.clone();

        // When
        tensors.flipBit(0, 3);
        byte[] second = copied.capture(tensors).get(0).bytes();

        // Then
        assertThat(second).isSameAs(first).isNotEqualTo(before);
        assertThat(copied.capture(tensors)).isEmpty();
    }

    @Test
    void restoresEveryTensorAndThenFindsNothingChanged() {
        // Given
        Image restored = Image.empty(LAYOUT, Image.Handover.KEPT);
        for (ChunkChange change : image.capture(tensors)) {
            restored.put(change.tensor(), change.chunk(), change.bytes());
        }
        HeapHostTensors other = new HeapHostTensors(LAYOUT);

        // When
        restored.writeTo(other);

        // Then
        for (int tensor = 0; tensor < LAYOUT.tensors().size(); tensor++) {
            assertThat(other.bytes(tensor)).isEqualTo(tensors.bytes(tensor));
        }
        assertThat(restored.capture(other)).isEmpty();
    }

    @Test
    void refusesToRestoreWhereAChunkIsMissing() {
        Image restored = Image.empty(LAYOUT, Image.Handover.KEPT);
        for (ChunkChange change : image.capture(tensors)) {
            if (change.tensor() != 3 || change.chunk() != 1) {
                restored.put(change.tensor(), change.chunk(), change.bytes());
            }
        }
        HeapHostTensors other = new HeapHostTensors(LAYOUT);

        assertThat(restored.complete()).isFalse();
        assertThatThrownBy(() -> restored.writeTo(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Chunk 1 of tensor 'weight#sum' is missing");
        assertThat(other.bytes(0)).containsOnly(0);
    }

    @Test
    void refusesChunksAndTensorsOfAnotherLayout() {
        HeapHostTensors other = new HeapHostTensors(new Layout(LAYOUT.tensors(), 128));

        assertThatThrownBy(() -> image.put(0, 3, new byte[64]))
                .hasMessageStartingWith("Chunk 3 of tensor 'weight' has 8 bytes, but 64");
        assertThatThrownBy(() -> image.put(0, 4, new byte[64]))
                .hasMessage("The layout has no chunk 4 of tensor 0.");
        assertThatThrownBy(() -> image.put(4, 0, new byte[64]))
                .hasMessage("The layout has no chunk 0 of tensor 4.");
        assertThatThrownBy(() -> image.capture(other))
                .hasMessageStartingWith("The image is of another layout");
    }

    private static List<String> places(List<ChunkChange> changes) {
        return changes.stream().map(change -> change.tensor() + "/" + change.chunk()).toList();
    }

    private static TensorLayout tensor(
            String name, TensorRole role, TensorType type, Integer... shape) {
        return new TensorLayout(name, role, type, List.of(shape));
    }
}
