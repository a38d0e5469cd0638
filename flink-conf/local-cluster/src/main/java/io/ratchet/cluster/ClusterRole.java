package io.ratchet.cluster;

/** What a process of a local cluster does. */
public enum ClusterRole {
    /** Kafka: broker and controller in one. */
    BROKER("broker"),
    /** Elects the leader of the job managers. */
    ZOOKEEPER("zookeeper"),
    /** Flink's job manager. */
    JOB_MANAGER("jobmanager"),
    /** Flink's task manager. */
    TASK_MANAGER("taskmanager");

    private final String code;

    ClusterRole(String code) {
        this.code = code;
    }

    /** How names of such processes begin. */
    public String code() {
        return code;
    }

    /** The name of one of them, counted from 1. */
    String nameOf(int index) {
        return code + "-" + index;
    }

    /** Whether it belongs to Flink, which goes down before what it depends on. */
    boolean isFlink() {
        return this == JOB_MANAGER || this == TASK_MANAGER;
    }
}
