package io.ratchet.kafka.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The safetensors format: a file of the reference implementation, round trips, broken files. */
class SafetensorsTest {
    @Test
    void readsAFileOfTheReferenceImplementation() throws Exception {
        List<TensorView> tensors = Safetensors.read(Tensors.fixture());

        assertThat(tensors)
                .extracting(TensorView::toString)
                .containsExactly("label I64[5]", "input F32[5, 6]");
        assertThat(tensors.get(0).data().getLong(8)).isEqualTo(1);
        assertThat(tensors.get(1).data().getFloat(0)).isEqualTo(0.5316965f);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        TensorView small = Tensors.of("b", TensorType.UINT8, new long[] {3}, 1, 2, 3);
        TensorView floats =
                new TensorView(
                        "a",
                        TensorType.FLOAT32,
                        new long[] {1, 2},
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putFloat(0.5f)
                                .putFloat(-2)
                                .flip());
        TensorView none = Tensors.of("é", TensorType.FLOAT64, new long[] {0, 7});
        TensorView scalar = Tensors.of("s", TensorType.UINT8, new long[0], 9);

        byte[] file = Safetensors.write(List.of(small, scalar, floats, none));

        assertThat(Safetensors.read(file))
                .extracting(TensorView::toString)
                .containsExactlyInAnyOrder("é F64[0, 7]", "a F32[1, 2]", "b U8[3]", "s U8[]");
        assertThat(Safetensors.write(Safetensors.read(file))).isEqualTo(file);
        assertThat(8 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0))
                .isEqualTo(file.length - 12L)
                .matches(start -> start % 64 == 0);
    }

    @Test
    void refusesToWriteTwoTensorsOfOneName() {
        TensorView tensor = Tensors.of("t", TensorType.UINT8, new long[] {1}, 1);

        assertThatThrownBy(() -> Safetensors.write(List.of(tensor, tensor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'t'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    []                                                                  | malformed  | begin with '{'
                    {"t":                                                               | malformed  | is not JSON
                    {"t":1}                                                             | malformed  | VALUE_NUMBER_INT in the place
                    {"t":{"dtype":"U8","shape":[4]}}                                    | malformed  | lacks its dtype, shape or data_offsets
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"x":1}}         | malformed  | unknown field 'x'
                    {"t":{"dtype":"Q8","shape":[4],"data_offsets":[0,4]}}               | wrong-type | 'Q8'
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,4]}}               | malformed  | needs 3 bytes
                    {"t":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}              | malformed  | Negative extent -4
                    {"t":{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}}             | malformed  | VALUE_NUMBER_FLOAT
                    {"t":{"dtype":"F64","shape":[1152921504606846977],"data_offsets":[0,8]}} | malformed | has an extent 1152921504606846977
                    {"t":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}               | truncated  | ends at byte 5 of 4
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}               | malformed  | 1 bytes belong to no tensor
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}               | malformed  | instead of 0
                    {"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"u":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | malformed | overlap
                    {"t":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"t":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | malformed | 't' is there twice
                    {"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}} {}            | malformed  | more behind
                    {"t":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}} | malformed | has an extent 99999999999999999999
                    """)
    void refusesABrokenHeader(String header, String reason, String detail) {
        byte[] text = header.getBytes(UTF_8);
        byte[] file =
                ByteBuffer.allocate(8 + text.length + 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .array();

        RefusedRecordException refusal =
                catchThrowableOfType(RefusedRecordException.class, () -> Safetensors.read(file));

        assertThat(refusal.reason().code()).isEqualTo(reason);
        assertThat(refusal.detail()).contains(detail);
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        byte[] file = Tensors.fixture();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(
                            catchThrowableOfType(
                                            RefusedRecordException.class,
                                            () -> Safetensors.read(cut))
                                    .reason())
                    .as("%d bytes", length)
                    .isEqualTo(RefusalReason.TRUNCATED);
        }
    }

    @Test
    void refusesAHeaderLengthBeyondTheLimit() {
        byte[] file = new byte[64];
        file[7] = (byte) 0x80;

        assertThatThrownBy(() -> Safetensors.read(file))
                .hasMessageContaining("malformed")
                .hasMessageContaining("9223372036854775808");
    }
}
