package io.ratchet.operator;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A task of TRAIN tells the job manager that a checkpoint holds steps that none before it held.
 *
 * @param checkpointId the checkpoint
 */
record StepsEvent(long checkpointId) implements OperatorEvent {}
