package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Stage;
import io.ratchet.drill.stage.StagedJob;
import java.util.Optional;

/** The job is stopped with a savepoint and goes on from it with one task more, or one less. */
record SavepointMoved() implements Fault {
    @Override
    public String code() {
        return "savepoint";
    }

    @Override
    public String story() {
        return "The job is stopped with a savepoint and submitted again, by turns at parallelism 2"
                + " and 1.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 2, 1, false);
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.median(3));
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        StagedJob job = stage.job();
        Blow blow = Blow.at(job.stop());
        job.submit(job.parallelism() == 1 ? 2 : 1);
        return blow;
    }
}
