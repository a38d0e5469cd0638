package io.ratchet.cluster;

/**
 * Which processes a local cluster has.
 *
 * @param taskManagers task managers that are meant to work
 * @param spares task managers more, whose slots are free until one of the others is lost
 * @param slots of each task manager
 * @param brokers nodes of the Kafka quorum; 0 where Kafka runs elsewhere
 * @param highAvailability whether there are two job managers, and a ZooKeeper that elects one
 */
public record ClusterLayout(
        int taskManagers, int spares, int slots, int brokers, boolean highAvailability) {
    private static final int MOST = 32;

    /** One task manager, one spare, one broker. */
    public static final ClusterLayout SMALL = new ClusterLayout(1, 1, 1, 1, false);

    /** Checks the numbers. */
    public ClusterLayout {
        check("task managers", taskManagers, 1);
        check("spares", spares, 0);
        check("slots", slots, 1);
        check("brokers", brokers, 0);
        if (brokers == 2) {
            throw new IllegalArgumentException(
                    "2 brokers cannot lose one without losing their majority, so they are less safe"
                            + " than 1. Ask for 1, or for 3.");
        }
    }

    /** How many job managers. */
    public int jobManagers() {
        return highAvailability ? 2 : 1;
    }

    /** How many processes of a role. */
    public int count(ClusterRole role) {
        return switch (role) {
            case BROKER -> brokers;
            case ZOOKEEPER -> highAvailability ? 1 : 0;
            case JOB_MANAGER -> jobManagers();
            case TASK_MANAGER -> taskManagers + spares;
        };
    }

    /** Whether another process takes over at once from one that is lost. */
    boolean isReplaced(ClusterRole role) {
        return switch (role) {
            case TASK_MANAGER -> spares > 0;
            case JOB_MANAGER -> jobManagers() > 1;
            case BROKER, ZOOKEEPER -> false; // of three brokers, each keeps records of its own
        };
    }

    private static void check(String what, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException(
                    "A cluster has " + least + " to " + MOST + " " + what + ", not " + value + ".");
        }
    }
}
