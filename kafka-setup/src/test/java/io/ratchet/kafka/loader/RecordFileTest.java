package io.ratchet.kafka.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.format.Safetensors;
import io.ratchet.kafka.format.TensorView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files cut into records. */
class RecordFileTest {
    @Test
    void everyLineOfACsvFileIsARecordAndTheHeaderIsNone() throws IOException {
        MemoryFile file = MemoryFile.of("a,b\n1,2\r\n\n\"x\n3,4");

        assertThat(MemoryFile.values(RecordFile.Csv.withHeader(file)))
                .containsExactly("1,2", "", "\"x", "3,4");
        assertThat(MemoryFile.values(RecordFile.Csv.withHeader(file.gzipped())))
                .containsExactly("1,2", "", "\"x", "3,4");
        assertThat(MemoryFile.values(new RecordFile.Csv(file, false, List.of(), Optional.empty())))
                .hasSize(5);
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String longLine = "x".repeat(300_000);

        assertThat(
                        MemoryFile.values(
                                new RecordFile.JsonLines(
                                        MemoryFile.of(longLine + "\n" + longLine + "\n1"),
                                        Optional.empty())))
                .containsExactly(longLine, longLine, "1");
    }

    @Test
    void takesTheKeyFromAColumn() throws IOException {
        MemoryFile file = MemoryFile.of("a,b\n1,\"k,1\"\n2\n3,\n4,k\n");

        assertThat(MemoryFile.read(new RecordFile.Csv(file, true, List.of(), Optional.of("b"))))
                .extracting(entry -> entry.key() == null ? null : new String(entry.key(), UTF_8))
                .containsExactly("k,1", null, null, "k");
        assertThatThrownBy(
                        () ->
                                MemoryFile.read(
                                        new RecordFile.Csv(
                                                file, true, List.of(), Optional.of("c"))))
                .hasMessageContainingAll("'c'", "[a, b]");
    }

    @Test
    void takesTheKeyFromAField() throws IOException {
        MemoryFile file =
                MemoryFile.of(
                        "{\"a\":{\"k\":1},\"k\":7}\n{\"k\":\"x\"}\n{\"k\":null}\n{\"k\":\n\n");

        assertThat(MemoryFile.read(new RecordFile.JsonLines(file, Optional.of("k"))))
                .extracting(entry -> entry.key() == null ? null : new String(entry.key(), UTF_8))
                .containsExactly("7", "x", null, null, null);
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
}
