package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;
import io.ratchet.drill.stage.StagedJob;

/** Checkpoints cannot be written for a while. */
record CheckpointsUnwritable() implements Fault {
    /** Fewer than a job takes before it starts again. */
    private static final int FAILED_CHECKPOINTS = 2;

    @Override
    public String code() {
        return "checkpoints-unwritable";
    }

    @Override
    public String story() {
        return "The folder of checkpoints cannot be written until "
                + FAILED_CHECKPOINTS
                + " checkpoints have failed; training goes on meanwhile.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, 1, false);
    }

    @Override
    public boolean restarts() {
        return false;
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        StagedJob job = stage.job();
        long failed =
                Await.present("the number of failed checkpoints", job::failedCheckpoints)
                        + FAILED_CHECKPOINTS;
        Blow blow = Blow.now();
        stage.checkpoints().hide();
        try {
            Await.until(
                    "checkpoints fail",
                    () -> job.failedCheckpoints().filter(count -> count >= failed).isPresent());
        } finally {
            stage.checkpoints().show();
        }
        stage.awaitCommitsBehindNow();
        return blow;
    }
}
