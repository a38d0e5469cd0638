package io.ratchet.operator;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A task of TRAIN tells the job manager that a checkpoint holds what none before it held: a step,
 * or, where no step was due, records of a batch that is not full yet.
 *
 * @param checkpointId the checkpoint
 */
record ProgressEvent(long checkpointId) implements OperatorEvent {}
