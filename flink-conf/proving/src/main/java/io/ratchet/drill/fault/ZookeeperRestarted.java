package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.ClusterRole;
import io.ratchet.drill.stage.Stage;

/** ZooKeeper dies and comes back. */
record ZookeeperRestarted() implements Fault {
    @Override
    public String code() {
        return "zookeeper";
    }

    @Override
    public String story() {
        return "ZooKeeper is killed (kill -9) and started again by its keeper.";
    }

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, 1, true);
    }

    @Override
    public boolean restarts() {
        return false;
    }

    @Override
    public Blow strike(Stage stage) throws InterruptedException {
        ClusterProcess zookeeper = stage.cluster().process(ClusterRole.ZOOKEEPER, 1);
        Blow blow = Blow.now();
        zookeeper.kill();
        // A leader that has lost its session steps back only then; what is committed behind has
        // gone through ZooKeeper.
        stage.awaitCommitsBehindNow();
        return blow;
    }
}
