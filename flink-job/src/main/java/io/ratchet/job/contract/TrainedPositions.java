package io.ratchet.job.contract;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares how far runs have trained with what their topics still hold. A topic that has lost its
 * end would be read on from where the run stands, over other records.
 */
final class TrainedPositions {
    private final Map<String, String> clients;
    private final JobConfiguration configuration;

    TrainedPositions(Map<String, String> clients, JobConfiguration configuration) {
        this.clients = clients;
        this.configuration = configuration;
    }

    /** Looks at every run that has committed a step and goes on. */
    void check(List<PlannedRun> runs, JobHistory history, ContractCheck check) {
        List<PlannedRun> trained =
                runs.stream()
                        .filter(
                                run ->
                                        run.start().goesOn()
                                                || history.state(
                                                                run.start().run(),
                                                                run.start().generation())
                                                        .filter(
                                                                state ->
                                                                        state.status()
                                                                                == RunStatus
                                                                                        .TRAINING)
                                                        .map(RunStateRecord::step)
                                                        .filter(step -> step > 0)
                                                        .isPresent())
                        .toList();
        if (trained.isEmpty()) {
            return;
        }
        Set<String> ids =
                trained.stream().map(run -> run.start().run()).collect(Collectors.toSet());
        LastSteps steps =
                LastSteps.read(
                        clients,
                        configuration.topics().metrics(),
                        ids,
                        trained.get(0).start().generation(),
                        LastSteps.MOST_OFFSETS);
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.writtenConsumer(clients)) {
            for (PlannedRun run : trained) {
                steps.positions(run.start().run())
                        .ifPresentOrElse(
                                positions -> check(run, positions, consumer, check),
                                () -> check.say(unknown(run.start().run())));
            }
        }
    }

    private String unknown(String run) {
        return Message.of(
                """
                Not looked at: whether its topic still holds what run '%s' has trained last. None \
                of its steps is among the last %s records of %s.""",
                run, LastSteps.MOST_OFFSETS, configuration.topics().metrics());
    }

    private static void check(
            PlannedRun run,
            Map<Integer, Long> positions,
            KafkaConsumer<byte[], byte[]> consumer,
            ContractCheck check) {
        Set<TopicPartition> partitions = new HashSet<>();
        positions.keySet().forEach(at -> partitions.add(new TopicPartition(run.topic(), at)));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long position = positions.getOrDefault(partition.partition(), 0L);
            long end = ends.getOrDefault(partition, position);
            long begin = begins.getOrDefault(partition, 0L);
            if (end < position) {
                check.refuse(
                        run.configuration(),
                        Message.of(
                                """
                                it has trained partition %s up to offset %s, but that ends at %s \
                                now: records that it has trained are gone, and what is written in \
                                their place would never be read. Bring them back""",
                                partition, position, end));
            } else if (begin > position) {
                check.say(
                        Message.of(
                                """
                                Records of %s from offset %s to %s are gone, and run '%s' has not \
                                trained them; it goes on only if its checkpoint has read them \
                                already.""",
                                partition, position, begin, run.start().run()));
            }
        }
    }
}
