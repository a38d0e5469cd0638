package io.ratchet.cluster;

import io.ratchet.kafka.broker.QuorumFolder;
import io.ratchet.kafka.broker.QuorumNode;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** The command lines of a cluster's processes: what the scripts of Flink and Kafka would make. */
final class ProcessArguments {
    private static final String SMALL_PROCESS = "-XX:+UseSerialGC -Xshare:auto";

    /** Kafka builds names by the default locale, and does not start in every one. */
    private static final String LOCALE = "-Duser.language=en -Duser.country=US";

    private final Installation installation;
    private final ClusterFolder folder;
    private final ClusterState state;
    private final Configuration flink;

    ProcessArguments(
            Installation installation,
            ClusterFolder folder,
            ClusterState state,
            Configuration flink) {
        this.installation = installation;
        this.folder = folder;
        this.state = state;
        this.flink = flink;
    }

    JavaArguments of(ClusterRole role, int index) {
        Path log = folder.log().resolve(role.nameOf(index) + ".log");
        JavaArguments arguments =
                new JavaArguments()
                        .property("log.file", log)
                        .property("log.pattern", log.toString().replace("%", "%%"))
                        .property("log4j2.configurationFile", installation.logging())
                        .property("java.io.tmpdir", folder.temporary());
        arguments.flags(LOCALE);
        switch (role) {
            case BROKER -> broker(arguments, state.brokers().get(index - 1));
            case ZOOKEEPER -> zookeeper(arguments, index);
            case JOB_MANAGER -> jobManager(arguments, index);
            case TASK_MANAGER -> taskManager(arguments, index);
        }
        return arguments;
    }

    private void broker(JavaArguments arguments, QuorumNode node) {
        QuorumFolder quorum = new QuorumFolder(folder.data().resolve("kafka"));
        arguments
                .flags(heap(MemoryPlan.BROKER_HEAP))
                .flags(SMALL_PROCESS)
                .main(installation.kafkaClassPath(), "kafka.Kafka")
                .add(quorum.settings(node).toString());
    }

    private void zookeeper(JavaArguments arguments, int index) {
        arguments
                .flags(heap(MemoryPlan.ZOOKEEPER_HEAP))
                .flags(SMALL_PROCESS)
                .main(installation.flinkClassPath(), FlinkZooKeeperQuorumPeer.class.getName())
                .add(
                        "--zkConfigFile",
                        ClusterConfiguration.writeZookeeper(folder, state).toString())
                .add("--peerId", Integer.toString(index));
    }

    private void jobManager(JavaArguments arguments, int index) {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
        arguments
                .flags(JobManagerProcessUtils.generateJvmParametersStr(memory, flink))
                .flags(flink.get(CoreOptions.FLINK_JVM_OPTIONS))
                .flags(flink.get(CoreOptions.FLINK_JM_JVM_OPTIONS))
                .add(warmUp(ClusterRole.JOB_MANAGER))
                .main(
                        installation.flinkClassPath(),
                        StandaloneSessionClusterEntrypoint.class.getName())
                .add("--configDir", folder.configuration().toString())
                .options(ClusterConfiguration.ofJobManager(state, index))
                .options(
                        Map.of(
                                JobManagerOptions.JOB_MANAGER_RESOURCE_ID.key(),
                                ClusterRole.JOB_MANAGER.nameOf(index)))
                .flags(JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    }

    private void taskManager(JavaArguments arguments, int index) {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
        arguments
                .flags(ProcessMemoryUtils.generateJvmParametersStr(memory))
                .flags(flink.get(CoreOptions.FLINK_JVM_OPTIONS))
                .flags(flink.get(CoreOptions.FLINK_TM_JVM_OPTIONS))
                .add(warmUp(ClusterRole.TASK_MANAGER))
                .main(installation.flinkClassPath(), TaskManagerRunner.class.getName())
                .add("--configDir", folder.configuration().toString())
                .options(
                        Map.of(
                                TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key(),
                                ClusterRole.TASK_MANAGER.nameOf(index)))
                .flags(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
    }

    /**
     * A process that waits until another one is lost has time to warm up. One that is missed as
     * soon as it is dead would only come back later.
     */
    private String[] warmUp(ClusterRole role) {
        boolean waits =
                role == ClusterRole.JOB_MANAGER
                        ? state.layout().highAvailability()
                        : state.layout().spares() > 0;
        if (!waits) {
            return new String[0];
        }
        String agent =
                "-javaagent:"
                        + installation.addition().resolve("lib/ratchet-warm-up.jar")
                        + "="
                        + role.code();
        return new String[] {agent};
    }

    private static String heap(MemorySize size) {
        return "-Xmx" + size.getBytes();
    }
}
