package io.ratchet.job.status;

import io.ratchet.job.JobParameters;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.rest.JobSummary;
import io.ratchet.job.rest.RestException;
import io.ratchet.job.rest.RunningCluster;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;

/**
 * Asks Flink and Kafka how jobs stand. One that does not answer is noted, and the other one's part
 * told all the same.
 */
public final class StatusQuery {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String NO_FLINK =
            "State, checkpoints and metrics of Flink are not shown. ";
    private static final String PREFIX = "ratchet-";
    private static final String RUN_STATE = ".run-state";

    private final List<RunningCluster> clusters;
    private final Optional<Map<String, String>> kafkaClients;
    private final Optional<Map<String, String>> usualClients;
    private final Clock clock;
    private final List<String> missing = new ArrayList<>();
    private final Map<String, RunningCluster> places = new HashMap<>();

    /**
     * @param clusters each Flink that is asked
     * @param kafkaClients properties of every Kafka client; empty for what the jobs tell of theirs
     * @param usualClients the same of the broker that is asked about jobs which tell of none
     * @param clock the wall clock
     */
    public StatusQuery(
            List<RunningCluster> clusters,
            Optional<Map<String, String>> kafkaClients,
            Optional<Map<String, String>> usualClients,
            Clock clock) {
        this.clusters = List.copyOf(clusters);
        this.kafkaClients = kafkaClients;
        this.usualClients = usualClients;
        this.clock = clock;
    }

    /** What could not be found out, and why; filled by the questions. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** The job of a configuration. */
    public JobOverview job(JobConfiguration configuration) {
        List<JobSummary> known = summaries(Optional.of(configuration.job()));
        return overview(configuration.job(), known, configuration.topics());
    }

    /**
     * A job by its configured id, or by Flink's id of one of its submissions. Where Flink does not
     * tell its topics, they are taken for those of a job that configures none.
     */
    public JobOverview job(String nameOrId) {
        List<JobSummary> known = summaries(Optional.of(nameOrId));
        String job = known.isEmpty() ? nameOrId : known.get(0).name();
        return overview(job, known, usualTopics(job));
    }

    /** Every job that Flink or Kafka knows of. */
    public List<JobOverview> jobs() {
        Map<String, List<JobSummary>> byName = new LinkedHashMap<>();
        for (JobSummary summary : summaries(Optional.empty())) {
            byName.computeIfAbsent(summary.name(), name -> new ArrayList<>()).add(summary);
        }
        for (String job : jobsOfKafka()) {
            byName.putIfAbsent(job, List.of());
        }
        List<JobOverview> overviews = new ArrayList<>();
        byName.forEach(
                (job, summaries) -> overviews.add(overview(job, summaries, usualTopics(job))));
        return overviews;
    }

    private static TopicsConfiguration usualTopics(String job) {
        return new TopicsConfiguration(PREFIX + job, 1, false);
    }

    private List<JobSummary> summaries(Optional<String> nameOrId) {
        List<JobSummary> summaries = new ArrayList<>();
        for (RunningCluster cluster : clusters) {
            try {
                List<JobSummary> known = nameOrId.map(cluster::jobs).orElseGet(cluster::jobs);
                known.forEach(summary -> places.put(summary.id(), cluster));
                summaries.addAll(known);
            } catch (RestException e) {
                note(NO_FLINK + e.getMessage());
            }
        }
        summaries.sort(Comparator.comparingLong(JobSummary::startMillis).reversed());
        return summaries;
    }

    private Optional<JobView> flink(JobSummary summary) {
        try {
            RunningCluster place = places.getOrDefault(summary.id(), clusters.get(0));
            return Optional.of(JobView.read(place, summary));
        } catch (RestException e) {
            note(NO_FLINK + e.getMessage());
            return Optional.empty();
        }
    }

    private Set<String> jobsOfKafka() {
        Set<String> jobs = new TreeSet<>();
        Optional<Map<String, String>> clients = kafkaClients.or(() -> usualClients);
        if (clients.isEmpty()) {
            return jobs;
        }
        for (String topic : kafka(clients, RunViews::topics, Set.<String>of())) {
            if (topic.startsWith(PREFIX) && topic.endsWith(RUN_STATE)) {
                jobs.add(topic.substring(PREFIX.length(), topic.length() - RUN_STATE.length()));
            }
        }
        return jobs;
    }

    private JobOverview overview(
            String job, List<JobSummary> newestFirst, TopicsConfiguration topics) {
        Optional<JobView> flink = newestFirst.stream().findFirst().flatMap(this::flink);
        Optional<JobParameters> told = flink.map(JobView::parameters);
        TopicsConfiguration actual =
                told.flatMap(JobParameters::topicPrefix)
                        .map(prefix -> new TopicsConfiguration(prefix, 1, false))
                        .orElse(topics);
        Optional<Map<String, String>> clients =
                kafkaClients
                        .or(
                                () ->
                                        told.flatMap(JobParameters::bootstrap)
                                                .map(servers -> Map.of(BOOTSTRAP, servers)))
                        .or(() -> usualClients);
        List<RunView> runs = kafka(clients, views -> views.read(job, actual), List.<RunView>of());
        return new JobOverview(job, flink, runs);
    }

    private <T> T kafka(Optional<Map<String, String>> clients, Question<T> question, T otherwise) {
        if (clients.isEmpty()) {
            note(
                    """
                    Runs, committed steps and lag are not shown, as no broker is known. Give \
                    --bootstrap, or the job's configuration.""");
            return otherwise;
        }
        try {
            return question.ask(new RunViews(clients.get(), clock));
        } catch (KafkaException e) {
            note(
                    Message.of(
                            """
                            Runs, committed steps and lag are not shown. No Kafka answers at %s: \
                            %s. Start it, or say with --bootstrap where it is.""",
                            clients.get().get(BOOTSTRAP), e.getMessage()));
            return otherwise;
        }
    }

    private void note(String fault) {
        if (!missing.contains(fault)) {
            missing.add(fault);
        }
    }

    private interface Question<T> {
        T ask(RunViews views);
    }
}
