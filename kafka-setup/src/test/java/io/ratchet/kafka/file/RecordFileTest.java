package io.ratchet.kafka.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.batch.Safetensors;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.kafka.loader.ShippedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files cut into records. */
class RecordFileTest {
    private static final CsvLayout EVERY_LINE = new CsvLayout(HeaderRule.EXPECTED, List.of(), true);

    @Test
    void everyRowOfACsvFileIsARecordAndTheHeaderIsNone() throws IOException {
        MemoryFile file = MemoryFile.of("a,b\n1,2\r\n\n\"x\ny\",3\n4,5");

        assertThat(MemoryFile.values(RecordFile.Csv.withHeader(file)))
                .containsExactly("1,2", "\"x\ny\",3", "4,5");
        assertThat(MemoryFile.values(RecordFile.Csv.withHeader(file.gzipped())))
                .containsExactly("1,2", "\"x\ny\",3", "4,5");
        assertThat(MemoryFile.values(csv(file, CsvLayout.WITHOUT_HEADER))).hasSize(4);
    }

    @Test
    void everyLineIsARecordWhereThatIsAskedFor() throws IOException {
        byte[] bytes = "a,b\n1,2\r\n\n\"x\n\u00ff,4".getBytes(ISO_8859_1);

        List<FileRecord> records = MemoryFile.read(csv(new MemoryFile(bytes), EVERY_LINE));

        assertThat(records)
                .extracting(entry -> new String(entry.value(), ISO_8859_1))
                .containsExactly("1,2", "", "\"x", "\u00ff,4");
    }

    @Test
    void aByteOrderMarkBelongsToNoLine() throws IOException {
        MemoryFile file = MemoryFile.of("\ufeffid,x\n7,1\n,2\n");
        RecordFile byKey =
                new RecordFile.Csv(file, EVERY_LINE, Optional.of("id"), Optional.empty());

        assertThat(keys(byKey)).containsExactly("7", null);
        try (RecordReader reader = byKey.open(new AtomicLong())) {
            assertThat(reader.form().columns()).containsExactly("id", "x");
        }
        CsvLayout headless = new CsvLayout(HeaderRule.ABSENT, List.of(), true);
        assertThat(MemoryFile.values(csv(file, headless))).startsWith("id,x", "7,1");
    }

    @Test
    void aFirstLineThatIsNoHeaderIsNotDropped() {
        for (String text : new String[] {"1,2\n3,4\n", "{\"a\":\"b\"}\n{\"a\":\"c\"}\n"}) {
            RecordFile file = csv(MemoryFile.of(text), EVERY_LINE);

            assertThatThrownBy(() -> MemoryFile.read(file)).hasMessageContaining("--no-header");
        }
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String longLine = "{\"a\":\"" + "x".repeat(300_000) + "\"}";

        assertThat(
                        MemoryFile.values(
                                RecordFile.Json.of(
                                        MemoryFile.of(longLine + "\n" + longLine + "\n{}"))))
                .containsExactly(longLine, longLine, "{}");
    }

    @Test
    void takesTheKeyFromAColumn() throws IOException {
        MemoryFile file = MemoryFile.of("a,b\n1,\"k,1\"\n2\n3,\n4,k\n");

        assertThat(keys(csvByKey(file, "b"))).containsExactly("k,1", null, null, "k");
        assertThatThrownBy(() -> MemoryFile.read(csvByKey(file, "c")))
                .hasMessageContainingAll("'c'", "[a, b]");
    }

    @Test
    void takesTheKeyFromAField() throws IOException {
        MemoryFile file =
                MemoryFile.of(
                        """
                        {"a":{"k":1},"k":7}
                        {"k":"x"}
                        {"k":null}
                        {"k":

                        {"a": NaN, "k": "n"}
                        {"a": -Infinity, "k": 2}
                        """);

        assertThat(keys(new RecordFile.Json(file, Optional.of("k"), Optional.empty())))
                .containsExactly("7", "x", null, null, "n", "2");
    }

    @Test
    void makesTensorBatchesOfImagesAndLabels() throws Exception {
        List<FileRecord> batches =
                MemoryFile.read(
                        new RecordFile.Idx(
                                ShippedData.FASHION_TEST_IMAGES,
                                ShippedData.FASHION_TEST_LABELS,
                                300));

        assertThat(batches).hasSize(4).allMatch(FileRecord::tensors);
        List<TensorView> last = Safetensors.read(batches.get(3).value());
        assertThat(last)
                .extracting(TensorView::toString)
                .containsExactly("label I64[100]", "image U8[100, 1, 28, 28]");
        List<TensorView> first = Safetensors.read(batches.get(0).value());
        assertThat(List.of(first.get(0).data().getLong(0), first.get(0).data().getLong(8)))
                .as("an ankle boot, a pullover")
                .containsExactly(9L, 2L);
    }

    @Test
    void refusesIdxFilesThatDoNotBelongTogetherOrAreCut() {
        assertThatThrownBy(
                        () ->
                                MemoryFile.read(
                                        new RecordFile.Idx(
                                                ShippedData.FASHION_TEST_IMAGES,
                                                ShippedData.FASHION_TRAIN_LABELS,
                                                10)))
                .hasMessageContainingAll("1000 images", "6000 labels");
        assertThatThrownBy(
                        () ->
                                MemoryFile.read(
                                        new RecordFile.Idx(
                                                ShippedData.FASHION_TEST_LABELS,
                                                ShippedData.FASHION_TEST_LABELS,
                                                10)))
                .hasMessageContaining("begins with 0x801 instead of 0x803");
        MemoryFile cut =
                new MemoryFile(
                        ByteBuffer.allocate(20)
                                .putInt(0x803)
                                .putInt(2)
                                .putInt(2)
                                .putInt(2)
                                .array());
        MemoryFile labels = new MemoryFile(ByteBuffer.allocate(10).putInt(0x801).putInt(2).array());
        assertThatThrownBy(() -> MemoryFile.read(new RecordFile.Idx(cut, labels, 1)))
                .hasMessageContaining("end after 1 of 2 images");
    }

    @Test
    void refusesIdxFilesThatGoOn() {
        MemoryFile images =
                new MemoryFile(
                        ByteBuffer.allocate(18)
                                .putInt(0x803)
                                .putInt(1)
                                .putInt(1)
                                .putInt(1)
                                .array());
        MemoryFile labels = new MemoryFile(ByteBuffer.allocate(9).putInt(0x801).putInt(1).array());

        assertThatThrownBy(() -> MemoryFile.read(new RecordFile.Idx(images, labels, 1)))
                .hasMessageContaining("goes on behind the 1 images");
    }

    private static RecordFile csv(DataFile file, CsvLayout layout) {
        return new RecordFile.Csv(file, layout, Optional.empty(), Optional.empty());
    }

    private static RecordFile csvByKey(DataFile file, String key) {
        return new RecordFile.Csv(file, CsvLayout.WITH_HEADER, Optional.of(key), Optional.empty());
    }

    private static List<@Nullable String> keys(RecordFile file) throws IOException {
        List<@Nullable String> keys = new ArrayList<>();
        for (FileRecord entry : MemoryFile.read(file)) {
            keys.add(entry.key() == null ? null : new String(entry.key(), UTF_8));
        }
        return keys;
    }
}
