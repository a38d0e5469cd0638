package io.ratchet.operator;

import io.ratchet.training.device.DeviceTraffic;
import io.ratchet.training.step.StepOutcome;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the web UI shows of TRAIN. Numbers only: it draws nothing else. */
final class TrainMetrics {
    private final RecentRate samples = new RecentRate(System::nanoTime);
    private final RecentRate steps = new RecentRate(System::nanoTime);
    private final Counter refusedBatches;
    private final LongAdder checkpoints = new LongAdder();
    private final LongAdder changedBytesTotal = new LongAdder();
    private final DoubleAdder pauseMillisTotal = new DoubleAdder();
    private final DoubleAdder idleMillisTotal = new DoubleAdder();
    private volatile long step;
    private volatile double loss;
    private volatile double gradientNorm;
    private volatile double learningRate;
    private volatile double imageMillis;
    private volatile double pauseMillis;
    private volatile double idleMillis;
    private volatile double absenceMillis;
    private volatile long changedBytes;
    private volatile long pendingBatches;
    private volatile double loadMillis;

    TrainMetrics(MetricGroup group, IntSupplier queuedBatches, IntSupplier liveInstances) {
        gauge(group, "samplesPerSecond", samples::perSecond);
        gauge(group, "stepsPerSecond", steps::perSecond);
        refusedBatches = group.counter("refusedBatches");
        gauge(group, "step", () -> step);
        gauge(group, "loss", () -> loss);
        gauge(group, "gradientNorm", () -> gradientNorm);
        gauge(group, "learningRate", () -> learningRate);
        gauge(group, "queuedBatches", queuedBatches::getAsInt);
        gauge(group, "liveInstances", liveInstances::getAsInt);
        gauge(group, "imageMillis", () -> imageMillis);
        gauge(group, "pauseMillis", () -> pauseMillis);
        gauge(group, "idleMillis", () -> idleMillis);
        gauge(group, "absenceMillis", () -> absenceMillis);
        gauge(group, "changedBytes", () -> changedBytes);
        gauge(group, "pendingBatches", () -> pendingBatches);
        gauge(group, "loadMillis", () -> loadMillis);
        gauge(group, "checkpoints", checkpoints::sum);
        gauge(group, "pauseMillisTotal", pauseMillisTotal::sum);
        gauge(group, "idleMillisTotal", idleMillisTotal::sum);
        gauge(group, "changedBytesTotal", changedBytesTotal::sum);
    }

    /** What goes to and from a GPU; all 0 on the CPU. */
    void addDevice(MetricGroup group, DeviceTraffic traffic, LongSupplier instanceBytes) {
        gauge(group, "deviceBytes", instanceBytes::getAsLong);
        gauge(group, "deviceUploadMillisTotal", traffic::uploadMillis);
        gauge(group, "deviceUploadBytesTotal", traffic::uploadedBytes);
        gauge(group, "deviceDownloadMillisTotal", traffic::downloadMillis);
        gauge(group, "deviceDownloadBytesTotal", traffic::downloadedBytes);
    }

    private static void gauge(MetricGroup group, String name, Gauge<? extends Number> gauge) {
        group.gauge(name, gauge);
    }

    void applied(StepOutcome.Applied applied, int sampleCount) {
        step = applied.step();
        loss = applied.loss();
        gradientNorm = applied.gradientNorm();
        learningRate = applied.learningRate();
        samples.add(sampleCount);
        steps.add(1);
    }

    void refused() {
        refusedBatches.inc();
    }

    /** An instance was made or restored: how long that took. */
    void loaded(long nanos) {
        loadMillis = nanos / 1e6;
    }

    /** An image was taken: how long comparing and copying took, and what had changed. */
    void image(long imageNanos, long bytes, long pending) {
        imageMillis = imageNanos / 1e6;
        changedBytes = bytes;
        pendingBatches = pending;
        checkpoints.increment();
        changedBytesTotal.add(bytes);
    }

    /**
     * The task thread is back from a checkpoint: how long it was away, how long it kept training
     * from its next step, and how long training had nothing to do.
     */
    void checkpoint(long absenceNanos, long pausedNanos, long idleNanos) {
        pauseMillis = pausedNanos / 1e6;
        pauseMillisTotal.add(pauseMillis);
        absenceMillis = absenceNanos / 1e6;
        idleMillis = idleNanos / 1e6;
        idleMillisTotal.add(idleMillis);
    }
}
