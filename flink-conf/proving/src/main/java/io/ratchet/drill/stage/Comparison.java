package io.ratchet.drill.stage;

import io.ratchet.drill.measure.Verdict;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.job.quarantine.OffsetLedger;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.StepRecordReader;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.PartitionPlaces;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what a run has committed with its input, and its model with that of a plain loop over
 * the same records.
 */
final class Comparison {
    private final Map<String, String> clients;
    private final JobConfiguration configuration;
    private final RunConfiguration run;

    /**
     * @param clients properties of every Kafka client
     * @param configuration of the job, with the end that its run has come to
     */
    Comparison(Map<String, String> clients, JobConfiguration configuration) {
        this.clients = Map.copyOf(clients);
        this.configuration = configuration;
        this.run = configuration.runs().get(0);
    }

    /** The run's last state, once it has succeeded. */
    Optional<RunStateRecord> success() {
        return history().state(run.id(), 1).filter(state -> state.status() == RunStatus.SUCCEEDED);
    }

    private JobHistory history() {
        return JobHistory.read(clients, configuration.topics().runState(), configuration.job());
    }

    /** Compares; the run has succeeded. */
    Verdict verdict() {
        RunStateRecord state =
                success().orElseThrow(() -> new DrillException("The run has not succeeded."));
        OffsetLedger ledger = new OffsetLedger();
        StepRecordReader steps = new StepRecordReader();
        Map<Integer, Long> ends = new HashMap<>();
        CommittedRecords.read(
                clients,
                configuration.topics().metrics(),
                next -> steps.read(next.value()).ifPresent(step -> enter(step, ledger, ends)));
        CommittedRecords.read(
                clients,
                configuration.topics().quarantine(),
                next -> ledger.addQuarantined(QuarantineEntry.decode(next.value())));
        PlainLoop.Result plain = plainLoop();
        return new Verdict(
                state.step(),
                gaps(ledger, ends) + Math.abs(state.step() - ledger.lastStep()),
                ledger.repeats(),
                state.sha256(),
                plain.sha256());
    }

    private static void enter(StepRecord step, OffsetLedger ledger, Map<Integer, Long> ends) {
        ledger.addStep(step);
        for (PartitionPlaces places : step.places().partitions()) {
            ends.merge(places.partition(), places.to(), Math::max);
        }
    }

    private static long gaps(OffsetLedger ledger, Map<Integer, Long> ends) {
        long gaps = ledger.missingSteps();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            gaps += ledger.missing(end.getKey(), 0, end.getValue());
        }
        return gaps;
    }

    /** The same run over all that is on the topic now; its own end comes first. */
    private PlainLoop.Result plainLoop() {
        RunStart start = history().start(run.id(), 1).orElseThrow();
        PlannedRun planned =
                new PlannedRun(
                        run,
                        new RunStart(
                                run.id(),
                                1,
                                start.topic(),
                                start.topicId(),
                                closed(start),
                                start.timeMillis(),
                                start.contract()),
                        RunContract.NONE);
        return new PlainLoop(
                        planned.topic(),
                        planned.input(),
                        planned.spec(),
                        configuration.train().computeDevice())
                .train(clients, step -> {});
    }

    private List<PartitionSpan> closed(RunStart start) {
        List<PartitionSpan> closed = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            for (PartitionSpan span : start.spans()) {
                TopicPartition partition = new TopicPartition(start.topic(), span.partition());
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                closed.add(new PartitionSpan(span.partition(), span.begin(), end));
            }
        }
        return closed;
    }
}
