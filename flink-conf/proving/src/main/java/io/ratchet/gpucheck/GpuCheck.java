package io.ratchet.gpucheck;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.optimizer.TensorUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the check, one after the other. A part that ends with an exception has failed. */
final class GpuCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GpuCheck.class);

    private final ComputeDevice device;
    private final int steps;
    private final Duration window;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param device what is compared with the CPU, resolved
     * @param steps steps of a compared run
     * @param window how long a model's speed is measured; zero leaves speed out
     * @param progress takes what is done next
     */
    GpuCheck(ComputeDevice device, int steps, Duration window, Consumer<String> progress) {
        this.device = device;
        this.steps = steps;
        this.window = window;
        this.progress = progress;
    }

    /** Carries all of it out. */
    CheckResult run() {
        List<CheckedModel> models = CheckedModel.small();
        check("update", () -> new UpdateCheck(device, TensorUpdate::apply).run());
        for (CheckedModel model : models) {
            check(
                    "gradient step of " + model.name(),
                    () -> GradientCheck.run(model, device, steps));
            check("image of " + model.name(), () -> ImageCheck.run(model, device));
        }
        check("sameness", () -> sameness(models));
        List<Speed> speeds = new ArrayList<>();
        if (!window.isZero()) {
            check(
                    "speed",
                    () -> {
                        speeds.addAll(new SpeedCheck(device, window).run(CheckedModel.large()));
                        return List.of();
                    });
        }
        return new CheckResult(device, findings, speeds);
    }

    private void check(String part, Callable<List<Finding>> check) {
        progress.accept(part);
        findings.addAll(findings(part, check));
    }

    /** What a part finds, or why it came to nothing. */
    static List<Finding> findings(String part, Callable<List<Finding>> check) {
        try {
            return check.call();
        } catch (Exception | LinkageError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("Not checked: {}", part, e);
            return List.of(new Finding(part, "not checked", Double.NaN, 0, e.toString()));
        }
    }

    private List<Finding> sameness(List<CheckedModel> models)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ratchet-gpu-check-");
        try {
            List<String> arguments =
                    List.of("--second-process=" + folder, "--device=" + device, "--steps=" + steps);
            return new SamenessCheck(device, steps)
                    .run(models, folder, new SecondProcess(folder, arguments));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException failure) {
                                    throw new UncheckedIOException(failure);
                                }
                            });
        }
    }
}
