package io.ratchet.job.check;

import io.ratchet.job.message.Message;
import io.ratchet.job.sample.Moments;
import io.ratchet.job.sample.Words;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.TensorBlock;
import io.ratchet.training.batch.TensorRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/** Looks at ready-made batches: the elements of every tensor, and the balance of the classes. */
final class TensorLook {
    /** What {@code uint8} features are divided by on their way into the model. */
    private static final double BYTE_SCALE = 255;

    private static final int SHOWN_CLASSES = 10;

    private final TensorSchema schema;
    private final List<Moments> features = new ArrayList<>();
    private final Moments label = new Moments();
    private final Map<Long, Long> classes = new TreeMap<>();

    TensorLook(TensorSchema schema) {
        this.schema = schema;
        schema.features().forEach(feature -> features.add(new Moments()));
    }

    void accepted(TensorBlock block) {
        for (TensorRecord batch : block.records()) {
            for (int at = 0; at < features.size(); at++) {
                forEach(batch.features().get(at), BYTE_SCALE, features.get(at)::add);
            }
            forEach(batch.label(), 1, this::label);
        }
    }

    private void label(double number) {
        label.add(number);
        if (schema.labelKind() instanceof LabelKind.Classes) {
            classes.merge((long) number, 1L, Long::sum);
        }
    }

    private static void forEach(HostTensor tensor, double byteScale, DoubleConsumer taker) {
        ByteBuffer bytes = tensor.bytes();
        while (bytes.hasRemaining()) {
            double element =
                    switch (tensor.type()) {
                        case FLOAT32 -> bytes.getFloat();
                        case INT32 -> bytes.getInt();
                        case INT64 -> bytes.getLong();
                        case UINT8 -> (bytes.get() & 0xff) / byteScale;
                        case FLOAT64, FLOAT16 ->
                                throw new IllegalArgumentException(
                                        "No batch holds " + tensor.type().code() + ".");
                    };
            if (Double.isFinite(element)) {
                taker.accept(element);
            }
        }
    }

    List<ColumnFinding> findings() {
        List<ColumnFinding> findings = new ArrayList<>();
        for (int at = 0; at < features.size(); at++) {
            findings.add(
                    finding(
                            schema.features().get(at).name(),
                            "tensor",
                            features.get(at),
                            Map.of()));
        }
        findings.add(finding(schema.label().name(), "label", label, classes));
        return findings;
    }

    private static ColumnFinding finding(
            String name, String kind, Moments moments, Map<Long, Long> classes) {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (moments.count() == 0) {
            return new ColumnFinding(name, kind, "nothing", figures, List.of());
        }
        figures.put("least", moments.least());
        figures.put("most", moments.most());
        figures.put("mean", moments.mean());
        figures.put("deviation", moments.deviation());
        List<String> advice = new ArrayList<>();
        if (moments.least() == moments.most()) {
            advice.add(
                    Message.of(
                            "it is always %s, so that there is nothing to learn.",
                            Words.number(moments.least())));
        }
        if (!classes.isEmpty()) {
            figures.put("classes", classes);
        }
        List<String> balance = new ArrayList<>();
        classes.forEach(
                (number, count) -> {
                    if (balance.size() < SHOWN_CLASSES) {
                        balance.add(number + " " + Words.share((double) count / moments.count()));
                    }
                });
        String sees =
                balance.isEmpty()
                        ? Message.of(
                                "%s to %s, mean %s, deviation %s",
                                Words.number(moments.least()),
                                Words.number(moments.most()),
                                Words.number(moments.mean()),
                                Words.number(moments.deviation()))
                        : String.join(", ", balance);
        return new ColumnFinding(name, kind, sees, figures, advice);
    }
}
