package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.job.Tripwire;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** An exception on a thread of the job. */
record ThrownFault(String code, String story, Tripwire.Place place) implements Fault {
    /** TRAIN's. */
    static final Fault STEP =
            new ThrownFault("step", "A training step throws an exception.", Tripwire.Place.STEP);

    /** The source's. */
    static final Fault SOURCE =
            new ThrownFault(
                    "source",
                    "The thread that fetches from Kafka throws an exception.",
                    Tripwire.Place.SOURCE);

    /** A sink's. */
    static final Fault SINK =
            new ThrownFault(
                    "sink",
                    "The thread that writes to Kafka throws an exception.",
                    Tripwire.Place.SINK);

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, 1, false);
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.median(0.5));
    }

    @Override
    public Blow strike(Stage stage) throws InterruptedException {
        Tripwire tripwire = stage.tripwire(place);
        tripwire.set();
        Await.until(code + " fails", () -> tripwire.struckMillis().isPresent());
        return Blow.at(tripwire.struckMillis().orElseThrow());
    }
}
