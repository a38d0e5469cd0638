package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** The task manager that trains is killed. */
record TaskManagerKilled(String code, String story, int spares) implements Fault {
    /** A spare waits. */
    static final Fault WITH_SPARE =
            new TaskManagerKilled(
                    "task-manager",
                    "The task manager that trains is killed (kill -9); a warm spare takes over.",
                    1);

    /** There is no other one. */
    static final Fault ALONE =
            new TaskManagerKilled(
                    "task-manager-alone",
                    "The only task manager is killed (kill -9); training goes on when its keeper"
                            + " has started it again.",
                    0);

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, spares, 1, 1, false);
    }

    @Override
    public Optional<Goal> goal() {
        return spares > 0 ? Optional.of(Goal.nearlyAll(2)) : Optional.empty();
    }

    @Override
    public Blow strike(Stage stage) throws InterruptedException {
        ClusterProcess host = stage.trainHost();
        Blow blow = Blow.now();
        host.kill();
        return blow;
    }
}
