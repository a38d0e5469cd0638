package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.ClusterRole;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Stage;
import java.time.Duration;
import java.util.Optional;

/** The job manager that leads is lost, and the other one is elected. */
enum LeaderLost implements Fault {
    /** It dies. */
    KILLED("job-manager", "The job manager that leads is killed (kill -9); the other one leads."),
    /** It stands still, and wakes up when it no longer leads. */
    FROZEN(
            "job-manager-frozen",
            "The job manager that leads is frozen (kill -STOP); the other one leads, and then the"
                    + " frozen one goes on.");

    private static final Duration STEADY = Duration.ofSeconds(5);

    private final String code;
    private final String story;

    LeaderLost(String code, String story) {
        this.code = code;
        this.story = story;
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
        return new ClusterLayout(1, 0, 1, 1, true);
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.median(6));
    }

    @Override
    public Blow strike(Stage stage) {
        ClusterProcess leader = stage.cluster().leader();
        Blow blow = Blow.now();
        if (this == KILLED) {
            leader.kill();
        } else {
            leader.freeze();
        }
        return blow;
    }

    @Override
    public void mend(Stage stage) throws InterruptedException {
        if (this == FROZEN) {
            stage.thaw(ClusterRole.JOB_MANAGER);
            // One that wakes up lets its tasks fail before it hears that it leads no more.
            stage.job().awaitSteady(STEADY);
        }
    }
}
