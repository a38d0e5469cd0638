package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;

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
        long failed = stage.failedCheckpoints() + FAILED_CHECKPOINTS;
        Blow blow = Blow.now();
        stage.checkpoints().hide();
        try {
            Await.until("checkpoints fail", () -> stage.failedCheckpoints() >= failed);
        } finally {
            stage.checkpoints().show();
        }
        stage.awaitCommitsBehindNow();
        return blow;
    }
}
