package io.ratchet.tests.support;

import io.ratchet.kafka.batch.Safetensors;
import io.ratchet.kafka.batch.TensorBatchHeaders;
import io.ratchet.kafka.batch.TensorView;
import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Streams with every kind of bad record. */
public final class Streams {
    public static final int BATCH = 16;
    public static final int HUGE_BYTES = 20 * 1024 * 1024;
    private static final int GOOD_ROWS = 120 * BATCH;
    private static final int GOOD_TENSORS = 120;
    private static final int SAMPLES = 8;
    private static final int FEATURES = 8;
    private static final int CLASSES = 3;
    private static final String POISON = "loss-not-finite";

    private Streams() {}

    /** JSON rows in two partitions; one record is larger than any limit. */
    public static MixedStream json() {
        Map<String, String> bad = new TreeMap<>();
        bad.put("{\"x\":0.5,\"z\":", "malformed");
        bad.put("[1, 2]", "malformed");
        bad.put("{\"x\":\"much\",\"z\":0,\"c\":\"c1\",\"y\":1}", "wrong-type");
        bad.put("{\"x\":[1],\"z\":0,\"c\":\"c1\",\"y\":1}", "wrong-type");
        bad.put("{\"x\":0.5,\"c\":\"c1\",\"y\":1}", "missing-column");
        bad.put("{\"x\":0.5,\"z\":0.5,\"c\":\"c1\"}", "missing-column");
        bad.put("{\"x\":null,\"z\":0.5,\"c\":\"c1\",\"y\":1}", "missing-value");
        bad.put("{\"x\":NaN,\"z\":0.5,\"c\":\"c1\",\"y\":1}", "not-finite");
        bad.put("{\"x\":0.5,\"z\":-Infinity,\"c\":\"c1\",\"y\":1}", "not-finite");
        bad.put("{\"x\":1e39,\"z\":0.5,\"c\":\"c1\",\"y\":1}", "not-finite");
        bad.put("{\"x\":0.5,\"z\":0.5,\"c\":\"c1\",\"y\":2}", "label-out-of-range");
        bad.put("{\"x\":0.5,\"z\":0.5,\"c\":\"c1\",\"y\":-1}", "label-out-of-range");
        bad.put("", "empty-record");
        MixedStream stream = new MixedStream("json", 2);
        Rows rows = new Rows(11);
        List<Map.Entry<String, String>> kinds = List.copyOf(bad.entrySet());
        for (int row = 0; row < GOOD_ROWS; row++) {
            if (row % 100 == 50 && row / 100 < kinds.size()) {
                Map.Entry<String, String> kind = kinds.get(row / 100);
                stream.bad(row / 100 % 2, bytes(kind.getKey()), none(), kind.getValue());
            }
            if (row == 700) {
                stream.bad(1, null, none(), "empty-record");
                stream.bad(0, huge(), none(), "too-large");
            }
            stream.good(row % 3 == 0 ? 1 : 0, bytes(rows.json()), none());
        }
        return stream;
    }

    /** The first bytes of nothing in particular, 20 MiB of it. */
    public static byte[] huge() {
        byte[] huge = new byte[HUGE_BYTES];
        for (int index = 0; index < huge.length; index++) {
            huge[index] = (byte) ((index * 31) >>> 3);
        }
        return huge;
    }

    /** CSV rows in one partition; a batch of them overflows in the step. */
    public static MixedStream csv() {
        Map<String, String> bad = new TreeMap<>();
        bad.put("\"open,0.5,c1,1", "malformed");
        bad.put("much,0.5,c1,1", "wrong-type");
        bad.put("0.5,0.5,c1", "missing-column");
        bad.put("0.5,0.5,c1,1,more", "extra-column");
        bad.put(",0.5,c1,1", "missing-value");
        bad.put("NaN,0.5,c1,1", "not-finite");
        bad.put("0.5,Infinity,c1,1", "not-finite");
        bad.put("0.5,-1e39,c1,1", "not-finite");
        bad.put("0.5,0.5,c1,2", "label-out-of-range");
        bad.put("", "empty-record");
        MixedStream stream = new MixedStream("csv", 1);
        Rows rows = new Rows(12);
        List<Map.Entry<String, String>> kinds = List.copyOf(bad.entrySet());
        for (int row = 0; row < GOOD_ROWS; row++) {
            if (row % 100 == 50 && row / 100 < kinds.size()) {
                Map.Entry<String, String> kind = kinds.get(row / 100);
                stream.bad(0, bytes(kind.getKey()), none(), kind.getValue());
            }
            if (row == 40 * BATCH) {
                // A whole batch is refused with the one row in it that overflows.
                for (int inBatch = 0; inBatch < BATCH; inBatch++) {
                    String text = inBatch == 5 ? "3e38,-3e38,c1,1" : rows.csv();
                    stream.bad(0, bytes(text), none(), POISON);
                }
            }
            stream.good(0, bytes(rows.csv()), none());
        }
        stream.bad(0, null, none(), "empty-record");
        return stream;
    }

    /** Ready-made batches in one partition. */
    public static MixedStream tensors() {
        MixedStream stream = new MixedStream("tensors", 1);
        Rows rows = new Rows(13);
        for (int record = 0; record < GOOD_TENSORS; record++) {
            byte[] good = tensors(rows, SAMPLES, FEATURES, Float.NaN, 1);
            switch (record) {
                case 10 -> stream.bad(0, Arrays.copyOf(good, good.length - 9), ours(), "truncated");
                case 12 -> stream.bad(0, Arrays.copyOf(good, 5), ours(), "truncated");
                case 20 ->
                        stream.bad(
                                0,
                                tensors(rows, SAMPLES, FEATURES + 1, Float.NaN, 1),
                                ours(),
                                "wrong-shape");
                case 30 -> stream.bad(0, spoilt(rows, Float.NaN), ours(), "not-finite");
                case 31 ->
                        stream.bad(0, spoilt(rows, Float.NEGATIVE_INFINITY), ours(), "not-finite");
                case 40 ->
                        stream.bad(
                                0,
                                tensors(rows, SAMPLES, FEATURES, Float.NaN, CLASSES),
                                ours(),
                                "label-out-of-range");
                case 50 -> stream.bad(0, good, none(), "unknown-format");
                case 60 ->
                        stream.bad(0, bytes("no tensors at all, just text"), ours(), "malformed");
                case 70 -> stream.bad(0, new byte[0], ours(), "empty-record");
                case 71 -> stream.bad(0, null, ours(), "empty-record");
                case 80 ->
                        stream.bad(0, tensors(rows, SAMPLES, FEATURES, 3e38f, 1), ours(), POISON);
                case 90 -> stream.bad(0, huge(), ours(), "too-large");
                default -> {}
            }
            stream.good(0, good, ours());
        }
        return stream;
    }

    private static byte[] spoilt(Rows rows, float value) {
        byte[] bytes = tensors(rows, SAMPLES, FEATURES, 0.125f, 1);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Float.BYTES <= bytes.length; at++) {
            if (data.getInt(at) == Float.floatToIntBits(0.125f)) {
                data.putFloat(at, value);
                return bytes;
            }
        }
        throw new IllegalStateException("no feature found");
    }

    /**
     * A batch.
     *
     * @param fill the value of all features; drawn if it is NaN
     * @param lastLabel the label of the last sample
     */
    private static byte[] tensors(
            Rows rows, int samples, int features, float fill, long lastLabel) {
        ByteBuffer data =
                ByteBuffer.allocate(samples * features * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer labels =
                ByteBuffer.allocate(samples * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = 0; sample < samples; sample++) {
            double sum = 0;
            for (int feature = 0; feature < features; feature++) {
                float value = Float.isNaN(fill) ? (float) rows.number() : fill;
                sum += value;
                data.putFloat(value);
            }
            boolean last = sample == samples - 1;
            labels.putLong(last ? lastLabel : sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2);
        }
        return Safetensors.write(
                List.of(
                        new TensorView(
                                "features",
                                TensorType.FLOAT32,
                                new long[] {samples, features},
                                data.flip()),
                        new TensorView(
                                "label", TensorType.INT64, new long[] {samples}, labels.flip())));
    }

    private static Headers ours() {
        Headers headers = new RecordHeaders();
        TensorBatchHeaders.addTo(headers);
        return headers;
    }

    private static Headers none() {
        return MixedStream.noHeaders();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
