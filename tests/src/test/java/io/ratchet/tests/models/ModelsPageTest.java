package io.ratchet.tests.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/use/models.md says of a model's file: predictions that are computed from the file
 * alone, by the page's own code and by a few lines of Java, are those of the product.
 */
class ModelsPageTest {
    private static final Path PAGE = Path.of("../docs/use/models.md");
    private static final Pattern CODE = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final Path FLIGHTS = Path.of("../flink-conf/examples/flights.yaml");
    private static final String FLIGHTS_MODEL =
            "ratchet-data/models/flights/flights/generation-1/3125/model.safetensors";
    private static final int[] SIZES = {25, 8, 17, 4};

    /** The missing, the unknown, another zone, and letters of which one is written in two ways. */
    private static final List<List<String>> ROWS =
            List.of(
                    List.of("2001-01-14T07:05:00Z", "33", "2176", "4.5", "LAS", "UA"),
                    List.of("2001-01-14T23:59:59+01:00", "2", "215", "", "Z\u00fcrich", "\u00c4"),
                    List.of("2000-02-28T23:30:00-02:00", "16", "405", "-1", "", "A\u0308"),
                    List.of("2001-12-31T00:00:00.123Z", "-13", "0.25", "1e2", "ATL", "XX"),
                    List.of("1969-07-20T20:17:00Z", "99", "12", "7", "MIA", ""));

    /** Which columns, the model, the engine. */
    private static final List<List<String>> RUNS =
            List.of(
                    List.of(
                            "numbers, ids",
                            "{type: tabular, embedding: 3, hidden: [5, 4], dropout: 0.1}",
                            "pytorch"),
                    List.of("ids", "{type: tabular, embedding: 3, hidden: [5]}", "pytorch"),
                    List.of("numbers", "{type: tabular, hidden: [5]}", "pytorch"),
                    List.of("numbers", "{type: mlp, hidden: [5, 4]}", "pytorch"),
                    List.of(
                            "numbers",
                            "{type: mlp, hidden: [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]}",
                            "java"),
                    List.of("numbers, ids", "{type: linear}", "pytorch"),
                    List.of("numbers, ids", "{type: linear}", "java"),
                    List.of("numbers", "{type: linear}", "pytorch"),
                    List.of("numbers", "{type: linear}", "java"),
                    List.of("ids", "{type: linear}", "pytorch"),
                    List.of("ids", "{type: linear}", "java"));

    private static final Offset<Double> CLOSE = within(1e-4);

    private static final String WITHOUT_PYTHON =
            "python3 with numpy is not there: the page's code is not run";

    @TempDir Path folder;

    @Test
    void predictionsByHandAreTheProducts() throws Exception {
        for (List<String> run : RUNS) {
            WrittenModel written = written(run);
            ByHand byHand = new ByHand(written.file());
            for (int row = 0; row < ROWS.size(); row++) {
                double[] outputs =
                        byHand.outputs(
                                run.get(0).contains("numbers")
                                        ? numbers(ROWS.get(row))
                                        : new double[0],
                                run.get(0).contains("ids") ? ids(ROWS.get(row)) : new int[0],
                                SIZES);
                assertThat(outputs).hasSize(1);
                assertThat(outputs[0])
                        .as("%s, row %d", run, row)
                        .isCloseTo(written.predicted()[row], CLOSE);
            }
        }
    }

    @Test
    void predictionsByThePagesCodeAreTheProducts() throws Exception {
        assumeTrue(hasNumpy(), WITHOUT_PYTHON);
        StringBuilder script =
                new StringBuilder(code(0)).append("from datetime import datetime, timezone\n");
        List<float[]> predicted = new ArrayList<>();
        for (List<String> run : RUNS) {
            WrittenModel written = written(run);
            predicted.add(written.predicted());
            script.append("model, _ = read_model('").append(written.file()).append("')\n");
            for (List<String> row : ROWS) {
                script.append(call(run.get(0), row));
            }
        }

        List<String> lines = python(script.toString()).lines().toList();

        assertThat(lines).hasSize(RUNS.size() * ROWS.size());
        for (int line = 0; line < lines.size(); line++) {
            assertThat(Double.parseDouble(lines.get(line)))
                    .as("%s, row %d", RUNS.get(line / ROWS.size()), line % ROWS.size())
                    .isCloseTo(predicted.get(line / ROWS.size())[line % ROWS.size()], CLOSE);
        }
    }

    @Test
    void theExampleOfTheFlightsIsRight() throws Exception {
        List<String> lines = new ArrayList<>();
        for (List<String> row : ROWS) {
            String destination = row.get(4).equals("LAS") ? "PHL" : row.get(4);
            lines.add(
                    String.join(",", row.get(0), row.get(1), row.get(2), row.get(4), destination));
        }
        WrittenModel written = WrittenModel.ofRows(Files.readString(FLIGHTS), lines, folder);

        double[] outputs =
                new ByHand(written.file())
                        .outputs(
                                new double[] {(2176 - 730) / 570.0},
                                new int[] {
                                    8, 7, ByHand.hashed("LAS", 1024), ByHand.hashed("PHL", 1024)
                                },
                                new int[] {25, 8, 1025, 1025});
        assertThat(outputs[0]).isCloseTo(written.predicted()[0], CLOSE);
        assertThat(code(1)).contains(FLIGHTS_MODEL);
        String script = code(0) + code(1).replace(FLIGHTS_MODEL, written.file().toString());
        assumeTrue(hasNumpy(), WITHOUT_PYTHON);
        assertThat(Double.parseDouble(python(script)))
                .isCloseTo(1 / (1 + Math.exp(-written.predicted()[0])), CLOSE);
    }

    @Test
    void aConvnetByHandIsTheProducts() throws Exception {
        int side = 8;
        int count = 6;
        ByteBuffer pixels = bytes(count * side * side);
        ByteBuffer classes = bytes(count * Long.BYTES);
        SplittableRandom random = new SplittableRandom(3);
        double[][][] images = new double[count][side][side];
        for (int image = 0; image < count; image++) {
            for (int at = 0; at < side * side; at++) {
                int pixel = random.nextInt(256);
                pixels.put((byte) pixel);
                images[image][at / side][at % side] = pixel / 255.0;
            }
            classes.putLong(image % 3);
        }
        WrittenModel written =
                WrittenModel.ofTensor(
                        PageConfigurations.images(
                                "{type: convnet, channels: [2, 3], hidden: 4, outputs: 3,"
                                        + " batchNorm: true}"),
                        new HostTensor(
                                TensorType.UINT8, List.of(count, 1, side, side), pixels.flip()),
                        new HostTensor(TensorType.INT64, List.of(count), classes.flip()),
                        folder);

        ByHand byHand = new ByHand(written.file());
        for (int image = 0; image < count; image++) {
            double[] outputs = byHand.convnet(images[image]);
            for (int output = 0; output < 3; output++) {
                assertThat(outputs[output])
                        .isCloseTo(written.predicted()[3 * image + output], CLOSE);
            }
        }
        assertOnPage(written, "01Conv2d_weight", "01Conv2d_bias", "02BatchNorm_gamma");
        assertThat(written.names())
                .anyMatch(name -> name.endsWith("SequentialBlock_01Linear_bias"));
        assertThat(Files.readString(PAGE)).contains("`NNSequentialBlock_01Linear_weight`");
    }

    @Test
    void tensorsHaveTheNamesOfThePage() throws Exception {
        assertOnPage(
                rows("numbers, ids", "{type: tabular, hidden: [4]}", "pytorch"),
                "01embedding_table",
                "02layers_01Linear_weight",
                "02layers_01Linear_bias");
        assertOnPage(
                rows("numbers", "{type: mlp, hidden: [4]}", "pytorch"),
                "01Linear_weight",
                "01Linear_bias");
        assertOnPage(
                rows("numbers", "{type: mlp, hidden: [4]}", "java"),
                "layer0.weight",
                "layer0.bias",
                "layer1.weight");
        assertOnPage(
                rows("numbers, ids", "{type: linear}", "pytorch"),
                "01numeric_weight",
                "01numeric_bias",
                "02categorical_01EmbeddingTable_table");
        assertOnPage(rows("numbers, ids", "{type: linear}", "java"), "layer0.bias", "table");
        assertOnPage(rows("numbers", "{type: linear}", "pytorch"), "weight", "bias");
        assertOnPage(rows("ids", "{type: linear}", "pytorch"), "01EmbeddingTable_table");
        ByteBuffer pixels = bytes(64);
        ByteBuffer label = bytes(Long.BYTES);
        HostTensor image = new HostTensor(TensorType.UINT8, List.of(1, 1, 8, 8), pixels);
        HostTensor classes = new HostTensor(TensorType.INT64, List.of(1), label);
        assertOnPage(
                WrittenModel.ofTensor(
                        PageConfigurations.images("{type: linear, outputs: 3}"),
                        image,
                        classes,
                        folder),
                "02Linear_weight",
                "02Linear_bias");
        assertThat(
                        WrittenModel.ofTensor(
                                        PageConfigurations.images(
                                                "{type: mlp, hidden: [4], outputs: 3}"),
                                        image,
                                        classes,
                                        folder)
                                .names())
                .contains("02SequentialBlock_01Linear_weight");
    }

    private static void assertOnPage(WrittenModel model, String... names) throws IOException {
        assertThat(model.names()).contains(names);
        for (String name : names) {
            assertThat(Files.readString(PAGE)).contains("`" + name + "`");
        }
    }

    private WrittenModel written(List<String> run) throws Exception {
        return rows(run.get(0), run.get(1), run.get(2));
    }

    private WrittenModel rows(String features, String model, String engine) throws Exception {
        return WrittenModel.ofRows(
                PageConfigurations.rows(features, model, engine),
                lines(),
                Files.createTempDirectory(folder, "model"));
    }

    private static List<String> lines() {
        return ROWS.stream().map(row -> String.join(",", row)).toList();
    }

    private static double[] numbers(List<String> row) {
        double taxi = row.get(3).isEmpty() ? 3 : Double.parseDouble(row.get(3));
        return new double[] {(Double.parseDouble(row.get(2)) - 730) / 570, (taxi - 2) / 4};
    }

    private static int[] ids(List<String> row) {
        OffsetDateTime date = OffsetDateTime.parse(row.get(0));
        OffsetDateTime utc = date.withOffsetSameInstant(ZoneOffset.UTC);
        String carrier = row.get(5).replace("A\u0308", "\u00c4");
        return new int[] {
            1 + utc.getHour(),
            utc.getDayOfWeek().getValue(),
            ByHand.hashed(row.get(4), 16),
            1 + List.of("UA", "\u00c4", "DL").indexOf(carrier)
        };
    }

    /** A row by the page's functions; a reader of JSON would have the same texts. */
    private static String call(String features, List<String> row) {
        String numbers =
                "scaled('%s', 730, 570), scaled('%s', 2, 4)"
                        .formatted(row.get(2), row.get(3).isEmpty() ? "3" : row.get(3));
        // Python before 3.11 reads neither Z nor three digits of a second.
        String date = row.get(0).replace("Z", "+00:00").replace(".123", "");
        String ids =
                "1 + when.hour, 1 + when.weekday(), hashed('%s', 16), listed('%s', ['UA', '\u00c4', 'DL'])"
                        .formatted(row.get(4), row.get(5));
        return "when = datetime.fromisoformat('%s').astimezone(timezone.utc)\n".formatted(date)
                + "print(float(outputs(model, [%s], [%s], [25, 8, 17, 4])[0]))\n"
                        .formatted(
                                features.contains("numbers") ? numbers : "",
                                features.contains("ids") ? ids : "");
    }

    /** The page's blocks of code, one by one. */
    private static String code(int number) throws IOException {
        return CODE.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList()
                .get(number);
    }

    private static boolean hasNumpy() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import numpy")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private String python(String code) throws Exception {
        Path script = Files.writeString(folder.resolve("page.py"), code);
        Process python =
                new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
        String output = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
