package io.ratchet.training.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
    private static final Layout LAYOUT =
            new Layout(
                    List.of(
                            new TensorLayout(
                                    "weight",
                                    TensorRole.PARAMETER,
                                    TensorType.FLOAT32,
                                    List.of(3, 7)),
                            new TensorLayout(
                                    "weight#sum",
                                    TensorRole.MOMENT,
                                    TensorType.FLOAT32,
                                    List.of(3, 7)),
                            new TensorLayout(
                                    "norm \"count\"",
                                    TensorRole.BUFFER,
                                    TensorType.INT64,
                                    List.of()),
                            new TensorLayout(
                                    "none", TensorRole.BUFFER, TensorType.FLOAT32, List.of(0))),
                    64);

    @TempDir Path directory;

    @Test
    void readsBackWeightsAndBuffersAndMetadata() throws Exception {
        // Given
        HeapHostTensors tensors = HeapHostTensors.random(LAYOUT, 5);
        Path folder = directory.resolve("flights/1200");

        // When
        Path file = ModelFile.write(folder, tensors, Map.of("step", "1200"), "{\"seed\": 7}");

        // Then
        ModelFile model = ModelFile.read(file);
        assertThat(file).isEqualTo(folder.resolve("model.safetensors"));
        assertThat(model.metadata())
                .containsEntry("step", "1200")
                .containsOnlyKeys("step", "content-sha256");
        assertThat(model.tensors()).containsOnlyKeys("norm \"count\"", "none", "weight");
        assertThat(model.tensor("weight"))
                .isEqualTo(new HostTensor(TensorType.FLOAT32, List.of(3, 7), tensors.view(0)));
        assertThat(model.tensor("norm \"count\""))
                .isEqualTo(new HostTensor(TensorType.INT64, List.of(), tensors.view(2)));
        assertThat(folder.resolve("lineage.json")).hasContent("{\"seed\": 7}");
        assertThat(listing(folder)).containsExactly("lineage.json", "model.safetensors");
    }

    @Test
    void replacesWhatAnInterruptedWriteLeftBehind() throws Exception {
        HeapHostTensors tensors = HeapHostTensors.random(LAYOUT, 5);
        Files.write(directory.resolve("model.safetensors.part"), new byte[10_000]);
        ModelFile.write(directory, HeapHostTensors.random(LAYOUT, 6), Map.of(), "old");

        Path file = ModelFile.write(directory, tensors, Map.of(), "new");

        assertThat(ModelFile.read(file).tensor("weight").bytes()).isEqualTo(tensors.view(0));
        assertThat(directory.resolve("lineage.json")).hasContent("new");
        assertThat(listing(directory)).containsExactly("lineage.json", "model.safetensors");
    }

    @Test
    void leavesNoModelWhereTheLineageCannotBeWritten() throws Exception {
        Files.createDirectories(directory.resolve("lineage.json/in the way"));

        assertThatThrownBy(
                        () ->
                                ModelFile.write(
                                        directory, new HeapHostTensors(LAYOUT), Map.of(), "{}"))
                .isInstanceOf(IOException.class);

        assertThat(directory.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void writesTheSameBytesForTheSameModel() throws Exception {
        HeapHostTensors tensors = HeapHostTensors.random(LAYOUT, 5);
        Map<String, String> metadata = Map.of("run", "flights", "step", "3", "build", "x");

        Path one = ModelFile.write(directory.resolve("1"), tensors, metadata, "{}");
        Path other = ModelFile.write(directory.resolve("2"), tensors, metadata, "{}");

        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void readsAFileThatPyTorchWrote() throws Exception {
        ModelFile model = ModelFile.read(fromPyTorch());

        assertThat(model.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(model.tensors())
                .containsOnlyKeys(
                        "hidden.weight",
                        "hidden.bias",
                        "norm.weight",
                        "norm.bias",
                        "out.weight",
                        "out.bias");
        assertThat(model.tensor("hidden.weight").shape()).containsExactly(10, 6);
        ByteBuffer norm = model.tensor("norm.weight").bytes();
        for (int i = 0; i < 10; i++) {
            assertThat(norm.getFloat(i * Float.BYTES)).isEqualTo(1f);
        }
    }

    @Test
    void refusesAFileCutAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(fromPyTorch());
        Path cut = directory.resolve("cut");
        for (int length = 0; length < whole.length; length += 3) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ModelFile.read(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot read model file '" + cut + "': ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|the header is no JSON object",
                "{\"a\":1}|tensor 'a' has no dtype",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}|tensor 'a' has no shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|tensor 'a' has no data_offsets",
                "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}|Unknown tensor type 'F99'",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|does not fill its data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|Negative extent",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|has an extent 1.5",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|begin at 4, not where",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}|begin at -4, not where",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|the tensors end at",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}|tensor 'a' is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}}|Duplicate field 'a'",
                "{\"a\"|the header is not JSON",
            })
    void refusesADamagedHeader(String header, String reason) throws Exception {
        Path file = directory.resolve("damaged");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).array());

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    private static Path fromPyTorch() throws Exception {
        return Path.of(
                Objects.requireNonNull(
                                ModelFileTest.class.getResource(
                                        "/torch/scripted-net-initial.safetensors"))
                        .toURI());
    }

    private static List<String> listing(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
