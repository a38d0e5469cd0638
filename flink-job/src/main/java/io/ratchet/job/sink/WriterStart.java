package io.ratchet.job.sink;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;

/**
 * What a writer begins with.
 *
 * @param kafka the connector's states of the restored checkpoint; none where there is no checkpoint
 * @param memory ours
 */
record WriterStart(List<KafkaWriterState> kafka, Optional<TopicMemory> memory) {
    WriterStart {
        kafka = List.copyOf(kafka);
    }

    static WriterStart of(Collection<WriterMemory> recovered) {
        return new WriterStart(
                recovered.stream().map(WriterMemory::kafka).toList(),
                recovered.stream().flatMap(state -> state.topic().stream()).findFirst());
    }

    /** The transactions that belong to the checkpoint, to be committed if they are not yet. */
    Set<String> prepared() {
        Set<String> ids = new HashSet<>();
        for (KafkaWriterState state : kafka) {
            for (CheckpointTransaction transaction : state.getPrecommittedTransactionalIds()) {
                ids.add(transaction.getTransactionalId());
            }
        }
        return ids;
    }
}
