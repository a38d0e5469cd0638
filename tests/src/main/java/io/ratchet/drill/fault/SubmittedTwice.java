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
        String first = stage.job();
        Blow blow = Blow.now();
        stage.submitJob(stage.parallelism());
        stage.awaitFailed(first);
        // Steps of the first one may be seen until then.
        return blow.resumableNow();
    }
}
