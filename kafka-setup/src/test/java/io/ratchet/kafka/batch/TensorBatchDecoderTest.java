package io.ratchet.kafka.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.SchemaException;
import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Batches that fit their schema, and those that do not. */
class TensorBatchDecoderTest {
    private static final TensorSchema SCHEMA =
            new TensorSchema(
                    List.of(TensorSpec.of("input", TensorType.FLOAT32, 6)),
                    TensorSpec.of("label", TensorType.INT64),
                    new LabelKind.Classes(3));

    @Test
    void decodesABatch() throws Exception {
        TensorBatch batch = new TensorBatchDecoder(SCHEMA).decode(headers(), Tensors.fixture());

        assertThat(batch.sampleCount()).isEqualTo(5);
        assertThat(batch.features().get(0).name()).isEqualTo("input");
        assertThat(batch.label().data().getLong(16)).isEqualTo(2);
    }

    @Test
    void refusesRecordsWithoutOrWithOtherHeaders() throws Exception {
        byte[] file = Tensors.fixture();
        Headers other = headers();
        other.remove(TensorBatchHeaders.FORMAT_KEY).add(TensorBatchHeaders.FORMAT_KEY, new byte[0]);
        Headers newer = headers();
        newer.add(TensorBatchHeaders.VERSION_KEY, "3".getBytes(UTF_8));

        assertThat(refusal(new RecordHeaders(), file)).hasMessageContaining("unknown-format");
        assertThat(refusal(other, file)).hasMessageContaining("unknown-format");
        assertThat(refusal(newer, file))
                .hasMessage("unknown-version: version '3', this build reads up to 1");
    }

    @Test
    void refusesTensorsThatDoNotFit() {
        TensorView input = floats("input", 1, 1, 2, 3, 4, 5, 6);
        TensorView label = label(2);

        assertThat(refusal(List.of(input)))
                .hasMessage("missing-tensor: tensor 'label' is not there");
        assertThat(refusal(List.of(input, label, label(2, "more"))))
                .hasMessage("extra-tensor: tensor 'more' was not declared");
        assertThat(refusal(List.of(floats("input", 2, 1, 2, 3, 4, 5, 6), label)))
                .hasMessageContaining("wrong-shape: tensor 'input' has shape '[2, 3]'");
        assertThat(refusal(List.of(floats("input", 0), label))).hasMessageContaining("wrong-shape");
        assertThat(
                        refusal(
                                List.of(
                                        input,
                                        Tensors.of("label", TensorType.UINT8, new long[] {1}, 1))))
                .hasMessage("wrong-type: tensor 'label' has dtype U8 instead of I64");
        assertThat(refusal(List.of(input, label(1, 2))))
                .hasMessage("wrong-shape: tensor 'label' has 2 samples, 'input' has 1");
        assertThat(refusal(List.of(floats("input", 1, 1, 2, Float.NaN, 4, 5, 6), label)))
                .hasMessage("not-finite: tensor 'input': element 2 is NaN or infinite");
        assertThat(refusal(List.of(input, label(3))))
                .hasMessage(
                        "label-out-of-range: label 'label': element 0 is 3, not a class of 0..2");
        assertThat(refusal(List.of(input, label(-1)))).hasMessageContaining("element 0 is -1");
    }

    @Test
    void refusesEmptyRecords() {
        assertThat(refusal(headers(), null)).hasMessageContaining("empty-record");
        assertThat(refusal(headers(), new byte[0])).hasMessageContaining("empty-record");
    }

    @Test
    void findsWhatIsNotFiniteInEveryFloatType() {
        for (TensorType type : List.of(TensorType.FLOAT64, TensorType.FLOAT16)) {
            ByteBuffer data = ByteBuffer.allocate(2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(TensorElements.firstNotFinite(view(type, data))).isEqualTo(-1);
            data.put(data.limit() - 1, (byte) 0xff).put(data.limit() - 2, (byte) 0xfc);
            assertThat(TensorElements.firstNotFinite(view(type, data))).isEqualTo(1);
        }
    }

    private static TensorView view(TensorType type, ByteBuffer data) {
        return new TensorView("x", type, new long[] {2}, data.duplicate());
    }

    @Test
    void reportsAllFaultsOfASchemaTogether() {
        SchemaException refusal =
                catchThrowableOfType(
                        SchemaException.class,
                        () ->
                                new TensorSchema(
                                        List.of(TensorSpec.of("x", TensorType.FLOAT32, 0)),
                                        TensorSpec.of("x", TensorType.FLOAT32),
                                        new LabelKind.Classes(1)));

        assertThat(refusal.faults()).hasSize(4);
    }

    private static TensorView floats(String name, int samples, float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        long width = samples == 0 ? 6 : values.length / samples;
        return new TensorView(name, TensorType.FLOAT32, new long[] {samples, width}, data.flip());
    }

    private static TensorView label(long... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            data.putLong(value);
        }
        return new TensorView("label", TensorType.INT64, new long[] {values.length}, data.flip());
    }

    private static TensorView label(long value, String name) {
        return new TensorView(name, TensorType.INT64, new long[] {1}, label(value).data());
    }

    private static Headers headers() {
        Headers headers = new RecordHeaders();
        TensorBatchHeaders.addTo(headers);
        return headers;
    }

    private static RefusedRecordException refusal(List<TensorView> tensors) {
        return refusal(headers(), Safetensors.write(tensors));
    }

    private static RefusedRecordException refusal(Headers headers, byte @Nullable [] value) {
        return catchThrowableOfType(
                RefusedRecordException.class,
                () -> new TensorBatchDecoder(SCHEMA).decode(headers, value));
    }
}
