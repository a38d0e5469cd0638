package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.stage.CheckpointFiles;
import io.ratchet.drill.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The job is cancelled without a savepoint, its newest checkpoint is damaged, and the job submitted
 * as the first time.
 *
 * @param code its name
 * @param what what happens to the checkpoint, as the end of a sentence
 * @param damage does it to the largest file that the checkpoint does not share with the one before
 */
record CheckpointDamaged(String code, String what, Damage damage) implements Fault {
    static final CheckpointDamaged CUT =
            new CheckpointDamaged(
                    "checkpoint-cut",
                    "a file of its newest checkpoint is cut to half of its length",
                    file -> {
                        byte[] bytes = Files.readAllBytes(file);
                        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                    });

    static final CheckpointDamaged INCOMPLETE =
            new CheckpointDamaged(
                    "checkpoint-incomplete",
                    "a file of its newest checkpoint is deleted",
                    Files::delete);

    static final CheckpointDamaged FLIPPED =
            new CheckpointDamaged(
                    "checkpoint-flipped",
                    "a bit flips in a file of its newest checkpoint, so that the job ends once more"
                            + " and is submitted once more, as 'ratchet submit --wait' does",
                    file -> {
                        byte[] bytes = Files.readAllBytes(file);
                        bytes[bytes.length / 2] ^= 1;
                        Files.write(file, bytes);
                    });

    /** Damages a file. */
    @FunctionalInterface
    interface Damage {
        void happenTo(Path file) throws IOException;
    }

    @Override
    public String story() {
        return "The job is cancelled, " + what + "; the job is submitted as the first time.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, 1, false);
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        stage.awaitCommitsBehindNow(); // there is more than one checkpoint
        Blow blow = Blow.now();
        stage.job().cancel();
        List<Path> complete = stage.checkpoints().complete();
        int newest = complete.size() - 1;
        damage.happenTo(
                CheckpointFiles.largestOfItsOwn(complete.get(newest), complete.get(newest - 1)));
        stage.submitUntilItTrains();
        return blow;
    }
}
