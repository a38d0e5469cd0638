package io.ratchet.bench.overhead;

import io.ratchet.operator.TrainSettings;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.RunTrainer;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ratchet's training core, with nothing around it. */
public final class BareLoop extends TimedLoop {
    private final Instance instance;
    private final RunTrainer trainer;
    private double losses;
    private long steps;

    /**
     * @param name in tables
     * @param spec what is trained
     * @param batches trained on over and over
     * @param warmUp how long each round trains before it is timed
     * @param window how long it is timed
     */
    public BareLoop(
            String name, RunSpec spec, List<Batch> batches, Duration warmUp, Duration window) {
        super(name, batches, warmUp, window);
        instance =
                Instance.create(
                        spec,
                        ComputeDevice.parse("cpu").resolved(),
                        TrainSettings.DEFAULT_CHUNK_BYTES);
        trainer = new RunTrainer(spec, instance);
    }

    @Override
    void train(int index, Batch batch) {
        Optional<StepOutcome> outcome = trainer.train(batch);
        if (outcome.orElse(null) instanceof StepOutcome.Applied applied) {
            losses += applied.loss();
            steps++;
        } else {
            throw new IllegalStateException("A step was not applied: " + outcome);
        }
    }

    /** The mean loss of all steps since it was asked for last; NaN if there was none. */
    public double takeMeanLoss() {
        double mean = losses / steps;
        losses = 0;
        steps = 0;
        return mean;
    }

    @Override
    public void close() {
        instance.close();
    }
}
