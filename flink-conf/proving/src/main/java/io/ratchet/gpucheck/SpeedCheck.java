package io.ratchet.gpucheck;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Steps a second, and how fast images come down and go up. Nothing here passes or fails. */
final class SpeedCheck {
    private static final double RATE = 0.001;
    private static final double DROPOUT = 0.1;
    private static final int BATCHES = 4;
    private static final int WARM_UP_STEPS = 3;
    private static final int IMAGES = 3;

    private final ComputeDevice device;
    private final Duration window;

    SpeedCheck(ComputeDevice device, Duration window) {
        this.device = device;
        this.window = window;
    }

    /** Measures every model, and the image of the first. */
    List<Speed> run(List<CheckedModel> models) {
        List<Speed> speeds = new ArrayList<>();
        for (CheckedModel model : models) {
            speeds.add(
                    new Speed(
                            model.name() + " of " + megabytes(model) + ", training",
                            "steps/s",
                            stepsPerSecond(model, device),
                            stepsPerSecond(model, new ComputeDevice.Cpu())));
        }
        CheckedModel largest = models.get(0);
        ImageSpeed onDevice = imageSpeed(largest, device);
        ImageSpeed onCpu = imageSpeed(largest, new ComputeDevice.Cpu());
        String image = largest.name() + " of " + megabytes(largest) + ", ";
        speeds.add(new Speed(image + "image, all changed", "GB/s", onDevice.down, onCpu.down));
        speeds.add(new Speed(image + "image, none changed", "GB/s", onDevice.same, onCpu.same));
        speeds.add(new Speed(image + "restore", "GB/s", onDevice.up, onCpu.up));
        return speeds;
    }

    private record ImageSpeed(double down, double same, double up) {}

    private double stepsPerSecond(CheckedModel model, ComputeDevice on) {
        List<Batch> batches = new ArrayList<>();
        for (int number = 1; number <= BATCHES; number++) {
            batches.add(model.batch(number));
        }
        try (Instance instance = create(model, on)) {
            for (int step = 0; step < WARM_UP_STEPS; step++) {
                instance.step(batches.get(step % BATCHES));
            }
            long begin = System.nanoTime();
            long end = begin + window.toNanos();
            long steps = 0;
            long now;
            do {
                instance.step(batches.get((int) (steps % BATCHES)));
                steps++;
                now = System.nanoTime();
            } while (now < end);
            return steps * 1e9 / (now - begin);
        }
    }

    private static ImageSpeed imageSpeed(CheckedModel model, ComputeDevice on) {
        try (Instance instance = create(model, on)) {
            Image image = Image.empty(instance.tensors().layout(), Image.Handover.COPIED);
            image.capture(instance.tensors());
            double down = 0;
            double same = 0;
            double up = 0;
            for (int round = 1; round <= IMAGES; round++) {
                instance.step(model.batch(round));
                down = Math.max(down, speed(instance, () -> image.capture(instance.tensors())));
                same = Math.max(same, speed(instance, () -> image.capture(instance.tensors())));
                up = Math.max(up, speed(instance, () -> image.writeTo(instance.tensors())));
            }
            return new ImageSpeed(down, same, up);
        }
    }

    private static double speed(Instance instance, Runnable copy) {
        long begin = System.nanoTime();
        copy.run();
        double nanos = System.nanoTime() - begin;
        return instance.tensors().layout().byteCount() / nanos;
    }

    private static Instance create(CheckedModel model, ComputeDevice on) {
        RunSpec run = model.run(SamenessCheck.ADAM, RATE, DROPOUT);
        return Instance.create(run, on, GradientCheck.CHUNK_BYTES);
    }

    private static String megabytes(CheckedModel model) {
        try (Instance instance = create(model, new ComputeDevice.Cpu())) {
            return Math.round(instance.tensors().layout().byteCount() / 1e6) + " MB";
        }
    }
}
