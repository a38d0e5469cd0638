package io.ratchet.cluster;

import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.job.waiting.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Waits until a cluster that was started answers. */
final class Readiness {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

    private final LocalCluster cluster;
    private final List<RestEndpoint> jobManagers;

    Readiness(LocalCluster cluster) {
        this.cluster = cluster;
        this.jobManagers =
                cluster.restAddresses().stream()
                        .map(address -> new RestEndpoint(List.of(address), ANSWER_PATIENCE))
                        .toList();
    }

    void await() {
        awaitOr("The brokers do not answer.", this::brokersAnswer);
        awaitOr("Flink does not answer, or not all task managers are there.", this::slotsAreThere);
    }

    private void awaitOr(String complaint, java.util.function.BooleanSupplier condition) {
        if (Waiting.until(LONGEST, () -> condition.getAsBoolean() || !dead().isEmpty())
                && dead().isEmpty()) {
            return;
        }
        List<ClusterProcess> dead = dead();
        List<ClusterProcess> suspects = dead.isEmpty() ? cluster.processes() : dead;
        throw new LocalClusterException(
                complaint
                        + " Looked at "
                        + suspects.get(0).name()
                        + ". "
                        + suspects.get(0).lastWords());
    }

    /** A process that dies while the cluster starts will die again. */
    private List<ClusterProcess> dead() {
        return cluster.processes().stream().filter(process -> !process.isAlive()).toList();
    }

    private boolean brokersAnswer() {
        int wanted = cluster.layout().brokers();
        if (wanted == 0) {
            return true;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            return admin.describeCluster()
                            .nodes()
                            .get(ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .size()
                    == wanted;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean slotsAreThere() {
        int wanted = cluster.layout().count(ClusterRole.TASK_MANAGER);
        return jobManagers.stream()
                .map(jobManager -> jobManager.find("/overview"))
                .allMatch(
                        overview ->
                                overview.isPresent()
                                        && overview.get().path("taskmanagers").asInt() == wanted);
    }
}
