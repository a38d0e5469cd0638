package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.job.Tripwire;
import io.ratchet.drill.measure.Goal;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;
import java.util.Optional;

/** An exception on a thread of the job. */
enum ThrownFault implements Fault {
    /** TRAIN's. */
    STEP("step", "A training step throws an exception.", Tripwire.Place.STEP),
    /** The source's. */
    SOURCE(
            "source",
            "The thread that fetches from Kafka throws an exception.",
            Tripwire.Place.SOURCE),
    /** A sink's. */
    SINK("sink", "The thread that writes to Kafka throws an exception.", Tripwire.Place.SINK);

    private final String code;
    private final String story;
    private final Tripwire.Place place;

    ThrownFault(String code, String story, Tripwire.Place place) {
        this.code = code;
        this.story = story;
        this.place = place;
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
