package io.ratchet.operator;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A task of TRAIN tells the job manager that a run has come to its end in its state.
 *
 * @param run the run
 */
record RunEndEvent(String run) implements OperatorEvent {}
