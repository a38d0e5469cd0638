package io.ratchet.job.cli.job;

import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.stored.DeliveredModel;
import io.ratchet.training.stored.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where the model of a run lies, for a reader. */
final class ModelLine {
    private static final String LOG = "The log of TRAIN's task says why.";

    private ModelLine() {}

    /** Of a run that has come to its end: its final model. */
    static String ofEnd(Path models, RunStateRecord state) {
        Path file = folder(models, state).file();
        return Files.exists(file)
                ? "model " + file
                : "its model is not at " + file + " as this machine sees it. " + LOG;
    }

    /** Of one that a savepoint has stopped: the model of its last step, every byte of it read. */
    static String ofStop(Path models, RunStateRecord state) {
        ModelFolder folder = folder(models, state);
        String run = String.format(Locale.ROOT, "run %s: step %,d", state.run(), state.step());
        DeliveredModel found = DeliveredModel.in(folder);
        if (found instanceof DeliveredModel.Whole whole) {
            return run + ", model " + folder.file() + ", SHA-256 " + whole.sha256();
        }
        String fault =
                found instanceof DeliveredModel.Damaged damaged
                        ? damaged.reason()
                        : "is not there, as this machine sees it";
        return run + ". Its model " + folder.file() + " " + fault + ". " + LOG;
    }

    private static ModelFolder folder(Path models, RunStateRecord state) {
        return ModelFolder.of(models, state.instance(), state.generation(), state.step());
    }
}
