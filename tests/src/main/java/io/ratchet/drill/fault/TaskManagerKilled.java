package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** The task manager that trains is killed. */
enum TaskManagerKilled implements Fault {
    /** A spare waits. */
    WITH_SPARE(
            "task-manager",
            "The task manager that trains is killed (kill -9); a warm spare takes over.",
            1),
    /** There is no other one. */
    ALONE(
            "task-manager-alone",
            "The only task manager is killed (kill -9); training goes on when its keeper has"
                    + " started it again.",
            0);

    private final String code;
    private final String story;
    private final int spares;

    TaskManagerKilled(String code, String story, int spares) {
        this.code = code;
        this.story = story;
        this.spares = spares;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String story() {
        return story;
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, spares, 1, 1, false);
    }

    @Override
    public Optional<Goal> goal() {
        return this == WITH_SPARE ? Optional.of(Goal.nearlyAll(2)) : Optional.empty();
    }

    @Override
    public Blow strike(Stage stage) throws InterruptedException {
        ClusterProcess host = stage.trainHost();
        Blow blow = Blow.now();
        host.kill();
        return blow;
    }
}
