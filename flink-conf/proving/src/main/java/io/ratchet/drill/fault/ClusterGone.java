package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.stage.Stage;

/** All processes are killed at once; on a new cluster, the same submission goes on. */
record ClusterGone() implements Fault {
    @Override
    public String code() {
        return "cluster";
    }

    @Override
    public String story() {
        return "Every process is killed at once, brokers too; a new cluster is started, and the job"
                + " submitted as the first time.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, 1, false);
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        Blow blow = Blow.now();
        stage.replaceCluster();
        stage.job().submit(stage.job().parallelism());
        return blow;
    }
}
