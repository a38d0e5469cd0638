package io.ratchet.drill.fault;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.drill.measure.Sight;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;

/** The broker that leads the partition of the step records dies and comes back. */
record BrokerKilled(String code, String story, int brokers) implements Fault {
    /** The only one. */
    static final Fault ALONE =
            new BrokerKilled(
                    "broker",
                    "The only broker is killed (kill -9) and started again by its keeper. A step is"
                            + " seen again when the broker is back.",
                    1);

    /** One of three. */
    static final Fault OF_THREE =
            new BrokerKilled(
                    "broker-of-three",
                    "Of three brokers, the one that leads the partition of the step records is"
                            + " killed (kill -9) and started again by its keeper.",
                    3);

    @Override
    public ClusterLayout layout() {
        return new ClusterLayout(1, 0, 1, brokers, false);
    }

    @Override
    public Sight sight() {
        return Sight.SEEN;
    }

    @Override
    public boolean restarts() {
        return false;
    }

    @Override
    public Blow strike(Stage stage) throws Exception {
        ClusterProcess broker = stage.leadingBroker();
        Blow blow = Blow.now();
        broker.kill();
        // What the reader had fetched before is no news.
        if (brokers == 1) {
            Await.until("the broker is started again", broker::isAlive);
        } else {
            stage.awaitOtherLeader(broker);
        }
        return blow.resumableNow();
    }
}
