package io.ratchet.kafka.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page for producers says, done by others than this module's own writer. */
class ProducerExampleTest {
    private static final Path PAGE = Path.of("../docs/use/producers.md");
    private static final TensorSchema SCHEMA =
            new TensorSchema(
                    List.of(TensorSpec.of("x", TensorType.FLOAT32, 2)),
                    TensorSpec.of("y", TensorType.INT64),
                    new LabelKind.Classes(10));

    @TempDir Path folder;

    @Test
    void theExampleInPythonGivesABatchThatIsRead() throws Exception {
        assumeTrue(runs("import numpy"), "python3 with numpy is not there: the example is not run");
        Path script = folder.resolve("example.py");
        Files.writeString(
                script,
                example()
                        + """

                        for key, value in HEADERS:
                            print(key, value.hex())
                        x = np.array([[1.5, -2.0], [0.25, 3.0], [4.0, 5.0]], dtype=np.float32)
                        print("value", batch({"x": x.T.copy().T, "y": np.array([7, 0, 9])}).hex())
                        """);

        List<String> lines = run(script);

        Headers headers = new RecordHeaders();
        for (String line : lines.subList(0, lines.size() - 1)) {
            headers.add(line.substring(0, line.indexOf(' ')), afterBlank(line));
        }
        assertIsTheBatch(headers, afterBlank(lines.get(lines.size() - 1)));
    }

    @Test
    void theSameBytesWrittenByHandAreRead() throws Exception {
        byte[] header =
                ("{\"x\": {\"dtype\": \"F32\", \"shape\": [3, 2], \"data_offsets\": [0, 24]},"
                                + " \"y\": {\"dtype\": \"I64\", \"shape\": [3], \"data_offsets\":"
                                + " [24, 48]}}")
                        .getBytes(UTF_8);
        ByteBuffer value =
                ByteBuffer.allocate(8 + header.length + 48).order(ByteOrder.LITTLE_ENDIAN);
        value.putLong(header.length).put(header);
        for (float x : new float[] {1.5f, -2, 0.25f, 3, 4, 5}) {
            value.putFloat(x);
        }
        value.putLong(7).putLong(0).putLong(9);
        Headers headers = new RecordHeaders();
        headers.add("ratchet.format", "safetensors".getBytes(UTF_8));
        headers.add("ratchet.version", "1".getBytes(UTF_8));

        assertIsTheBatch(headers, value.array());
    }

    @Test
    void thePageNamesTheHeadersThatAreAsked() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(
                        "| `" + TensorBatchHeaders.FORMAT_KEY + "` | `safetensors` |",
                        "| `" + TensorBatchHeaders.VERSION_KEY + "` | `1` |");
    }

    private static void assertIsTheBatch(Headers headers, byte[] value) throws Exception {
        TensorBatch batch = new TensorBatchDecoder(SCHEMA).decode(headers, value);

        assertThat(batch.sampleCount()).isEqualTo(3);
        ByteBuffer x = batch.features().get(0).data();
        assertThat(
                        List.of(
                                x.getFloat(0),
                                x.getFloat(4),
                                x.getFloat(8),
                                x.getFloat(12),
                                x.getFloat(16),
                                x.getFloat(20)))
                .containsExactly(1.5f, -2f, 0.25f, 3f, 4f, 5f);
        ByteBuffer y = batch.label().data();
        assertThat(List.of(y.getLong(0), y.getLong(8), y.getLong(16))).containsExactly(7L, 0L, 9L);
    }

    private static byte[] afterBlank(String line) {
        return HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
    }

    private static String example() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```python\n") + "```python\n".length();
        return page.substring(from, page.indexOf("```", from));
    }

    private static boolean runs(String code) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", code)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static List<String> run(Path script) throws Exception {
        Process python =
                new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
        String output = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
