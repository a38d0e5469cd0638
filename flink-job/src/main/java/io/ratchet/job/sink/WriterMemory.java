package io.ratchet.job.sink;

import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/**
 * A writer's state in a checkpoint.
 *
 * @param kafka the connector's own
 * @param topic ours; none in what an earlier version wrote, and in all but one of several states
 */
record WriterMemory(KafkaWriterState kafka, Optional<TopicMemory> topic) {}
