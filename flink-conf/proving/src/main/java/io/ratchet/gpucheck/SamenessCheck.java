package io.ratchet.gpucheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Participation;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same run several times on one device, with dropout: once more, interrupted and restored from
 * its image, in another process, and restored there. All must end with the same bits.
 */
final class SamenessCheck {
    static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0);

    private static final String PART = "sameness";
    private static final double RATE = 0.001;
    private static final double DROPOUT = 0.2;
    private static final int FINGERPRINTS = 6;
    private static final Logger LOG = LoggerFactory.getLogger(SamenessCheck.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ComputeDevice device;
    private final int steps;
    private final int cut;
    private final int every;

    /** What runs the second half of the check, {@link #runSecond}, in another process. */
    interface OtherProcess {
        /**
         * Returns when it has ended well.
         *
         * @throws IOException where it has not, with what it said
         */
        void run() throws IOException, InterruptedException;
    }

    SamenessCheck(ComputeDevice device, int steps) {
        this.device = device;
        this.steps = steps;
        cut = Math.max(1, steps * 2 / 5);
        every = Math.max(1, steps / FINGERPRINTS);
    }

    /**
     * Compares; needs another process that looks into the same folder.
     *
     * @param folder for images and traces
     */
    List<Finding> run(List<CheckedModel> models, Path folder, OtherProcess second)
            throws IOException, InterruptedException {
        List<Trace> traces = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (CheckedModel model : models) {
            Trace whole = whole(model);
            traces.add(whole);
            findings.add(compare(model, "run once more", whole, whole(model)));
            findings.add(compare(model, "interrupted", whole, interrupted(model, folder)));
        }
        try {
            second.run();
        } catch (IOException failure) {
            LOG.error("Not checked: sameness in another process", failure);
            String detail = failure.toString();
            findings.add(new Finding(PART, "in another process", Double.NaN, 0, detail));
            return findings;
        }
        for (int index = 0; index < models.size(); index++) {
            CheckedModel model = models.get(index);
            Trace whole = traces.get(index);
            Trace other = JSON.readValue(file(folder, model, "whole").toFile(), Trace.class);
            Trace restored = JSON.readValue(file(folder, model, "restored").toFile(), Trace.class);
            findings.add(compare(model, "in another process", whole, other));
            findings.add(compare(model, "restored in another process", whole, restored));
        }
        return findings;
    }

    /** What the other process does: the whole runs, and what was left of the interrupted ones. */
    void runSecond(List<CheckedModel> models, Path folder) throws IOException {
        for (CheckedModel model : models) {
            JSON.writeValue(file(folder, model, "whole").toFile(), whole(model));
            JSON.writeValue(file(folder, model, "restored").toFile(), restored(model, folder));
        }
    }

    private Trace whole(CheckedModel model) {
        try (Instance instance = template(model).create()) {
            return Trace.train(model, instance, 0, steps, every);
        }
    }

    private Trace interrupted(CheckedModel model, Path folder) throws IOException {
        try (Instance instance = template(model).create()) {
            Trace.train(model, instance, 0, cut, every);
            ImageFile.write(file(folder, model, "image"), instance.tensors());
        }
        return restored(model, folder);
    }

    private Trace restored(CheckedModel model, Path folder) throws IOException {
        try (Instance instance = template(model).createToRestore()) {
            ImageFile.read(file(folder, model, "image"), instance.tensors());
            Progress start = Progress.start(EvaluationSpec.LOSS);
            instance.resume(
                    new Progress(
                            RunStatus.TRAINING,
                            cut,
                            0,
                            0,
                            0,
                            0,
                            0,
                            Participation.NONE,
                            start.auc()));
            return Trace.train(model, instance, cut, steps, every);
        }
    }

    private InstanceTemplate template(CheckedModel model) {
        return InstanceTemplate.of(
                model.run(ADAM, RATE, DROPOUT), device, GradientCheck.CHUNK_BYTES);
    }

    private Finding compare(CheckedModel model, String what, Trace whole, Trace other) {
        List<String> differences = whole.differences(other);
        return new Finding(
                PART,
                model.name() + ": " + steps + " steps " + what,
                differences.size(),
                0,
                differences.isEmpty() ? whole.last().substring(0, 16) : differences.toString());
    }

    private static Path file(Path folder, CheckedModel model, String kind) {
        return folder.resolve(model.name() + "." + kind);
    }
}
