package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.measure.Sight;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** A kind of fault. It has no state: what it has broken can be seen on the stage. */
public interface Fault {
    /** Its name on the command line. */
    String code();

    /** What happens, in one sentence. */
    String story();

    /** The smallest cluster on which it can be drilled. */
    ClusterLayout layout();

    /** What is to be reached, if anything. */
    default Optional<Goal> goal() {
        return Optional.empty();
    }

    /** Which time of a step record counts. */
    default Sight sight() {
        return Sight.EMITTED;
    }

    /** Whether tasks are always started again; false where training may go on undisturbed. */
    default boolean restarts() {
        return true;
    }

    /** Brings it about. */
    Blow strike(Stage stage) throws Exception;

    /** Puts right what stays broken, after the job has gone on without it. */
    default void mend(Stage stage) throws Exception {}
}
