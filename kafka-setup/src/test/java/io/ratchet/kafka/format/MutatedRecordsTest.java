package io.ratchet.kafka.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.kafka.batch.TensorBatch;
import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.batch.Tensors;
import io.ratchet.kafka.row.CsvRowDecoder;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.JsonRowDecoder;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.kafka.row.Rows;
import io.ratchet.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Good records, damaged at random: a decoder takes or refuses them, and throws nothing else. */
class MutatedRecordsTest {
    private static final long SEED = 20011231L;
    private static final int COUNT = 60_000;
    private static final byte[] TELLING = "\"\\,{}[]:0129-+.eENaTZ \n\r\t\0\u00ff".getBytes(UTF_8);

    @Test
    void csvLines() {
        RowDecoder decoder = new CsvRowDecoder(Rows.FLIGHTS);
        DecodedRow row = Rows.FLIGHTS.newRow();
        damageAndDecode(
                "2001-01-01T23:01:00.000Z,33,\"1200.5\",\"L\"\"AS\",PHL".getBytes(UTF_8),
                bytes -> {
                    decoder.decode(bytes, row);
                    assertFinite(row);
                });
    }

    @Test
    void jsonObjects() {
        RowDecoder decoder = new JsonRowDecoder(Rows.FLIGHTS);
        DecodedRow row = Rows.FLIGHTS.newRow();
        damageAndDecode(
                ("{\"date\":\"2001-01-01T23:01:00Z\",\"delay\":33,\"distance\":1.2e3,"
                                + "\"origin\":\"L\\u00e4S\",\"destination\":null,\"more\":[{}]}")
                        .getBytes(UTF_8),
                bytes -> {
                    decoder.decode(bytes, row);
                    assertFinite(row);
                });
    }

    @Test
    void tensorBatches() throws Exception {
        TensorSchema schema =
                new TensorSchema(
                        List.of(TensorSpec.of("input", TensorType.FLOAT32, 6)),
                        TensorSpec.of("label", TensorType.INT64),
                        new LabelKind.Classes(3));
        TensorBatchDecoder decoder = new TensorBatchDecoder(schema);
        Headers headers = new RecordHeaders();
        TensorBatchHeaders.addTo(headers);
        damageAndDecode(
                Tensors.fixture(),
                bytes -> {
                    TensorBatch batch = decoder.decode(headers, bytes);
                    assertThat(batch.label().data().limit()).isEqualTo(8 * batch.sampleCount());
                });
    }

    private static void assertFinite(DecodedRow row) {
        if (!Float.isFinite(row.numeric()[0]) || !Float.isFinite(row.label())) {
            throw new AssertionError("not finite: " + row.numeric()[0] + ", " + row.label());
        }
        int[] cardinalities = Rows.FLIGHTS.cardinalities();
        for (int i = 0; i < cardinalities.length; i++) {
            if (row.categorical()[i] < 0 || row.categorical()[i] >= cardinalities[i]) {
                throw new AssertionError("id " + row.categorical()[i] + " out of range");
            }
        }
    }

    private static void damageAndDecode(byte[] good, Decoding decoding) {
        Random random = new Random(SEED);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] damaged = damaged(good, random);
            try {
                decoding.run(damaged);
                taken++;
            } catch (RefusedRecordException refusal) {
                refused++;
                assertThat(refusal.detail()).hasSizeLessThan(400);
            } catch (RuntimeException defect) {
                throw new AssertionError(
                        "Seed " + SEED + ", record " + i + ": " + Arrays.toString(damaged), defect);
            }
        }
        assertThat(taken).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int change = random.nextInt(4); change >= 0 && bytes.length > 1; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> System.arraycopy(bytes, at, bytes, 0, bytes.length - at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(9));
            }
        }
        return bytes;
    }

    /** One attempt to decode. */
    private interface Decoding {
        void run(byte[] bytes) throws RefusedRecordException;
    }
}
