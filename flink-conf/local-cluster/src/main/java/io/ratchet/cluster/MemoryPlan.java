package io.ratchet.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.apache.flink.configuration.MemorySize;

/**
 * How much memory each process of a cluster may take.
 *
 * @param taskManager of one task manager, all in all
 */
record MemoryPlan(MemorySize taskManager) {
    static final MemorySize JOB_MANAGER = MemorySize.ofMebiBytes(1024);
    static final MemorySize BROKER_HEAP = MemorySize.ofMebiBytes(320);
    static final MemorySize ZOOKEEPER_HEAP = MemorySize.ofMebiBytes(96);

    private static final MemorySize BROKER = MemorySize.ofMebiBytes(512);
    private static final MemorySize ZOOKEEPER = MemorySize.ofMebiBytes(192);
    private static final MemorySize LEAST_TASK_MANAGER = MemorySize.ofMebiBytes(1536);
    private static final MemorySize MOST_TASK_MANAGER = MemorySize.ofMebiBytes(3072);

    /** The share of the machine's memory that a cluster may take; the rest is for its users. */
    private static final double SHARE = 0.7;

    /** Memory for the layout on this machine, or on the part of it that this container may use. */
    static MemoryPlan ofThisMachine(ClusterLayout layout) {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return of(layout, new MemorySize(system.getTotalMemorySize()));
    }

    /**
     * Memory for the layout.
     *
     * @throws LocalClusterException if the machine is too small for it
     */
    static MemoryPlan of(ClusterLayout layout, MemorySize machine) {
        MemorySize others =
                JOB_MANAGER
                        .multiply(layout.jobManagers())
                        .add(BROKER.multiply(layout.brokers()))
                        .add(ZOOKEEPER.multiply(layout.count(ClusterRole.ZOOKEEPER)));
        int taskManagers = layout.count(ClusterRole.TASK_MANAGER);
        MemorySize least = others.add(LEAST_TASK_MANAGER.multiply(taskManagers));
        MemorySize share = machine.multiply(SHARE);
        if (share.compareTo(least) < 0) {
            throw new LocalClusterException(
                    "This machine has "
                            + gibibytes(machine)
                            + " GiB of memory, and a cluster with "
                            + taskManagers
                            + " task managers (spares among them), "
                            + layout.jobManagers()
                            + " job managers and "
                            + layout.brokers()
                            + " brokers needs one with "
                            + gibibytes(least.multiply(1 / SHARE))
                            + " GiB at least: started on less, it would swap, or be killed. Ask for"
                            + " fewer processes.");
        }
        MemorySize each = share.subtract(others).divide(taskManagers);
        return new MemoryPlan(each.compareTo(MOST_TASK_MANAGER) > 0 ? MOST_TASK_MANAGER : each);
    }

    private static String gibibytes(MemorySize size) {
        return String.format(Locale.ROOT, "%.1f", size.getBytes() / (double) (1L << 30));
    }
}
