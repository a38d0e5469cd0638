package io.ratchet.job.status;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.contract.TopicWarnings;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads from Kafka how the runs of a job stand. */
public final class RunViews {
    /** Whoever asks how a job stands does not want to wait a minute for a broker that is away. */
    private static final Map<String, String> IMPATIENT =
            Map.of("default.api.timeout.ms", "8000", "request.timeout.ms", "5000");

    private final Map<String, String> clients;
    private final Clock clock;

    /**
     * @param clients properties of every Kafka client, with its bootstrap servers
     * @param clock the wall clock
     */
    public RunViews(Map<String, String> clients, Clock clock) {
        this.clients = new HashMap<>(IMPATIENT);
        this.clients.putAll(clients);
        this.clock = clock;
    }

    /** The topics of the broker. */
    public Set<String> topics() {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            return Set.copyOf(consumer.listTopics().keySet());
        }
    }

    /**
     * Every run that was ever started in the job's last generation, by its id; none if the topics
     * do not exist.
     */
    public List<RunView> read(String job, TopicsConfiguration topics) {
        JobHistory history = JobHistory.read(clients, topics.runState(), job);
        if (history.owner().isEmpty()) {
            return List.of();
        }
        int generation = history.owner().get().generation();
        List<RunStart> starts =
                new TreeMap<>(history.starts())
                        .values().stream()
                                .filter(start -> start.generation() == generation)
                                .toList();
        Map<String, List<String>> warnings = TopicWarnings.of(clients, starts);
        List<RunView> views = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            StepTail tail = StepTail.read(consumer, topics.metrics());
            for (RunStart start : starts) {
                views.add(
                        view(
                                start,
                                history.state(start.run(), generation),
                                warnings.getOrDefault(start.run(), List.of()),
                                tail,
                                consumer));
            }
        }
        return views;
    }

    private RunView view(
            RunStart start,
            Optional<RunStateRecord> state,
            List<String> warnings,
            StepTail tail,
            KafkaConsumer<byte[], byte[]> consumer) {
        RunStatus status =
                state.filter(one -> !JobHistory.isBeforeLaterEnd(start, one))
                        .map(RunStateRecord::status)
                        .orElse(RunStatus.TRAINING);
        boolean trains = status == RunStatus.TRAINING;
        return new RunView(
                start.run(),
                start.generation(),
                status,
                state.map(RunStateRecord::step).orElse(0L),
                state.map(RunStateRecord::samples).orElse(0L),
                state.map(RunStateRecord::trainedRecords).orElse(0L),
                state.map(RunStateRecord::waitingRecords).orElse(0L),
                state.map(RunStateRecord::refused).orElse(RefusalCounts.NONE),
                state.map(RunStateRecord::lossAverage).orElse(Double.NaN),
                trains
                        ? tail.samplesPerSecond(start.run(), clock.millis())
                        : OptionalDouble.empty(),
                trains
                        ? OptionalLong.of(lag(start, tail.trained(start.run()), consumer))
                        : OptionalLong.empty(),
                state.map(RunStateRecord::sha256).orElse(""),
                state.map(RunStateRecord::timeMillis).orElse(0L),
                start,
                state.map(RunStateRecord::history).orElse(RunHistory.NONE),
                warnings);
    }

    /**
     * Counts what lies between the last trained record and the end. Before its first steps a run is
     * behind by all of its partitions; later by those that it turns out to read.
     */
    private static long lag(
            RunStart start, Map<Integer, Long> trained, KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionSpan> spans =
                start.spans().stream()
                        .filter(span -> trained.isEmpty() || trained.containsKey(span.partition()))
                        .toList();
        Map<TopicPartition, Long> ends =
                consumer.endOffsets(
                        spans.stream()
                                .map(span -> new TopicPartition(start.topic(), span.partition()))
                                .toList());
        long lag = 0;
        for (PartitionSpan span : spans) {
            long next = trained.getOrDefault(span.partition(), span.begin());
            long end = ends.getOrDefault(new TopicPartition(start.topic(), span.partition()), next);
            lag += Math.max(0, Math.min(end, span.end()) - next);
        }
        return lag;
    }
}
