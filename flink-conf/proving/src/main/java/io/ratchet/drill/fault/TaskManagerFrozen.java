package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.ClusterRole;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** The task manager that trains stands still, and wakes up when the job is elsewhere. */
record TaskManagerFrozen() implements Fault {
    @Override
    public String code() {
        return "task-manager-frozen";
    }

    @Override
    public String story() {
        return "The task manager that trains is frozen (kill -STOP); a warm spare takes over, and"
                + " then the frozen one goes on.";
    }

    @Override
    public ClusterLayout layout() {
        return ClusterLayout.SMALL;
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.nearlyAll(4));
    }

    @Override
    public Blow strike(Stage stage) throws InterruptedException {
        ClusterProcess host = stage.trainHost();
        Blow blow = Blow.now();
        host.freeze();
        return blow;
    }

    @Override
    public void mend(Stage stage) {
        stage.thaw(ClusterRole.TASK_MANAGER);
    }
}
