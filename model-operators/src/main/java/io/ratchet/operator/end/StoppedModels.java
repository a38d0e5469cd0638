package io.ratchet.operator.end;

import io.ratchet.operator.live.InstanceLoader;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.TrainState;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the models of runs that a stop interrupts, so that a run without an end has one too. They
 * are made from what the last checkpoint or savepoint has stored, not from what is in memory, which
 * may be some steps further.
 *
 * <p>The state is kept already: what keeps a model from being written fails nobody.
 * <b>Threading</b>: the task thread.
 */
public final class StoppedModels {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedModels.class);

    private final TrainState state;
    private final InstanceLoader loader;
    private final ModelPublisher publisher;

    public StoppedModels(TrainState state, InstanceLoader loader, ModelPublisher publisher) {
        this.state = state;
        this.loader = loader;
        this.publisher = publisher;
    }

    /** Writes a model of each of these runs that has made a step and not come to its end. */
    public List<StoppedRun> leave(List<RunSpec> specs) {
        List<StoppedRun> left = new ArrayList<>();
        for (RunSpec spec : specs) {
            try {
                Progress progress = state.progress(spec.run());
                if (progress != null
                        && progress.step() > 0
                        && progress.status() == RunStatus.TRAINING) {
                    left.add(leave(spec, progress.step()));
                }
            } catch (Exception unreadable) {
                LOG.warn("Cannot tell where run '{}' stands", spec.run(), unreadable);
                left.add(new StoppedRun(spec.run(), 0, "", "", String.valueOf(unreadable)));
            }
        }
        return left;
    }

    private StoppedRun leave(RunSpec spec, long step) {
        String file = publisher.folder(spec, spec.run(), step).file().toString();
        try {
            LiveInstance stored = loader.stored(spec.run());
            try {
                return new StoppedRun(spec.run(), step, file, publisher.publish(stored), "");
            } finally {
                stored.close();
            }
        } catch (Exception failure) {
            LOG.warn(
                    "The model of run '{}' at step {} was not written to {}. Its state is kept, and"
                            + " the next start goes on from there; make room for the file, or give"
                            + " models.directory another folder",
                    spec.run(),
                    step,
                    file,
                    failure);
            return new StoppedRun(spec.run(), step, file, "", String.valueOf(failure));
        }
    }
}
