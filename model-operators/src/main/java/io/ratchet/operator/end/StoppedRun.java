package io.ratchet.operator.end;

/**
 * What a stop has left of a run that still trains.
 *
 * @param run the run
 * @param step the step that its state holds
 * @param file where its model belongs
 * @param sha256 the fingerprint of the model that stands there; empty where it could not be written
 * @param fault why it could not be written; empty where it was
 */
public record StoppedRun(String run, long step, String file, String sha256, String fault) {}
