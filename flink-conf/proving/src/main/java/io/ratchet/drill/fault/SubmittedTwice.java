package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.stage.Stage;

/** The job is submitted a second time while it runs. */
record SubmittedTwice() implements Fault {
    @Override
    public String code() {
        return "submitted-twice";
    }

    @Override
    public String story() {
        return "The job is submitted a second time while it runs; the first one ends for good, and"
                + " the second one goes on.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(2, 0, 1, 1, false);
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        Blow blow = Blow.now();
        stage.submitUntilItTrains();
        // Steps of the first one may be seen until then.
        return blow.resumableNow();
    }
}
