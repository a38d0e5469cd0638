package io.ratchet.bench.overhead;

import io.ratchet.operator.TrainSettings;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.instance.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.RunTrainer;
import io.ratchet.training.instance.StepOutcome;
import io.ratchet.training.run.RunSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ratchet's training core, with nothing around it. */
final class BareLoop extends TimedLoop {
    private final Instance instance;
    private final RunTrainer trainer;

    BareLoop(String name, RunSpec spec, List<Batch> batches, Duration warmUp, Duration window) {
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
        if (!(outcome.orElse(null) instanceof StepOutcome.Applied)) {
            throw new IllegalStateException("A step was not applied: " + outcome);
        }
    }

    @Override
    public void close() {
        instance.close();
    }
}
