package io.ratchet.job.resume;

import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.stored.DeliveredModel;
import io.ratchet.training.stored.ModelFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A final model that is not there as it was committed.
 *
 * @param file where it belongs
 * @param fault what stands there instead
 */
public record LostModel(Path file, String fault) {
    /**
     * Looks for the model of a run that has succeeded.
     *
     * @param models the folder of the job's models
     * @param state the run's last committed state
     */
    static Optional<LostModel> of(Path models, RunStateRecord state) {
        ModelFolder folder =
                ModelFolder.of(models, state.instance(), state.generation(), state.step());
        return DeliveredModel.in(folder)
                .fault(state.sha256())
                .map(fault -> new LostModel(folder.file(), fault));
    }

    @Override
    public String toString() {
        return file + " " + fault;
    }
}
