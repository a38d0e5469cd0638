package io.ratchet.training.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file is taken for the model that was committed. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DeliveredModelTest {
    private static final String COMMITTED = "a1".repeat(32);

    @TempDir Path models;

    private ModelFolder folder;

    @BeforeEach
    void write() throws Exception {
        folder = ModelFolder.of(models, "run", 2, 50);
        Layout layout =
                new Layout(
                        List.of(
                                new TensorLayout(
                                        "weight",
                                        TensorRole.PARAMETER,
                                        TensorType.FLOAT32,
                                        List.of(3, 7))),
                        64);
        ModelFile.write(
                folder.path(),
                HeapHostTensors.random(layout, 5),
                Map.of(ModelFile.SHA_256, COMMITTED, "step", "50"),
                "{}");
    }

    @Test
    void theModelThatWasCommittedHasNoFault() {
        assertThat(folder.file())
                .isEqualTo(models.resolve("run/generation-2/50/model.safetensors"))
                .exists();
        assertThat(DeliveredModel.in(folder).fault(COMMITTED)).isEmpty();
    }

    @Test
    void ofAnotherGenerationNothingIsThere() {
        ModelFolder other = ModelFolder.of(models, "run", 1, 50);
        assertThat(DeliveredModel.in(other).fault(COMMITTED)).hasValue("is not there");
    }

    @Test
    void anotherModelIsNotTakenForIt() {
        assertThat(DeliveredModel.in(folder).fault("b2".repeat(32)))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("is another model", COMMITTED));
    }

    @Test
    void aModelWithoutItsLineageIsNotWhole() throws Exception {
        Files.delete(folder.path().resolve("lineage.json"));
        assertThat(DeliveredModel.in(folder).fault(COMMITTED))
                .hasValue("has no lineage.json beside it");
    }

    @Test
    void everyBitThatFlipsIsFound() throws Exception {
        byte[] whole = Files.readAllBytes(folder.file());
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(folder.file(), flipped);
            assertThat(DeliveredModel.in(folder).fault(COMMITTED)).as("bit %d", bit).isPresent();
        }
    }

    @Test
    void aFileCutAnywhereIsFound() throws Exception {
        byte[] whole = Files.readAllBytes(folder.file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.file(), Arrays.copyOf(whole, length));
            assertThat(DeliveredModel.in(folder).fault(COMMITTED))
                    .as("%d bytes", length)
                    .isPresent();
        }
    }
}
