package io.ratchet.tests.models;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.kafka.row.DecodedRow;
import io.ratchet.kafka.row.RowDecoder;
import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.ModelFile;
import io.ratchet.training.stored.TensorLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model that the product has trained for some steps and written, with what it predicts itself.
 *
 * @param file the model's file
 * @param names its tensors
 * @param predicted what it gives for the samples that it was trained on, one behind the other
 */
record WrittenModel(Path file, List<String> names, float[] predicted) {
    private static final int STEPS = 3;
    private static final int CHUNK_BYTES = 65_536;

    /** Of rows of CSV. */
    static WrittenModel ofRows(String configuration, List<String> lines, Path folder)
            throws Exception {
        RunConfiguration run = ConfigurationReader.read("page", configuration).runs().get(0);
        return of(run, rows((InputFormat.Csv) run.input().format(), lines), folder);
    }

    /** Of ready-made samples of one tensor, with a class each. */
    static WrittenModel ofTensor(
            String configuration, HostTensor samples, HostTensor classes, Path folder)
            throws Exception {
        RunConfiguration run = ConfigurationReader.read("page", configuration).runs().get(0);
        return of(run, new Batch(List.of(samples), classes, Places.NONE), folder);
    }

    private static WrittenModel of(RunConfiguration run, Batch batch, Path folder)
            throws Exception {
        try (Instance instance =
                Instance.create(
                        run.spec(1, List.of()),
                        ComputeDevice.parse("cpu").resolved(),
                        CHUNK_BYTES)) {
            for (int step = 0; step < STEPS; step++) {
                if (!(instance.step(batch) instanceof StepOutcome.Applied)) {
                    throw new AssertionError("A step of " + run.model() + " was refused.");
                }
            }
            return new WrittenModel(
                    ModelFile.write(folder, instance.tensors(), Map.of("run", "page"), "{}"),
                    instance.tensors().layout().tensors().stream().map(TensorLayout::name).toList(),
                    instance.predict(batch));
        }
    }

    private static Batch rows(InputFormat.Csv format, List<String> lines) throws Exception {
        RowDecoder decoder = format.decoder();
        DecodedRow row = format.schema().newRow();
        int numbers = format.schema().numericCount();
        int ids = format.schema().categoricalCount();
        ByteBuffer numeric = bytes(lines.size() * numbers);
        ByteBuffer categorical = bytes(lines.size() * ids);
        ByteBuffer labels = bytes(lines.size());
        for (String line : lines) {
            decoder.decode(line.getBytes(StandardCharsets.UTF_8), row);
            for (float number : row.numeric()) {
                numeric.putFloat(number);
            }
            for (int id : row.categorical()) {
                categorical.putInt(id);
            }
            labels.putFloat(row.label());
        }
        List<HostTensor> features = new ArrayList<>();
        if (numbers > 0) {
            List<Integer> shape = List.of(lines.size(), numbers);
            features.add(new HostTensor(TensorType.FLOAT32, shape, numeric.flip()));
        }
        if (ids > 0) {
            List<Integer> shape = List.of(lines.size(), ids);
            features.add(new HostTensor(TensorType.INT32, shape, categorical.flip()));
        }
        HostTensor label = new HostTensor(TensorType.FLOAT32, List.of(lines.size()), labels.flip());
        return new Batch(features, label, Places.NONE);
    }

    private static ByteBuffer bytes(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
