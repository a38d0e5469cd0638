/**
 * Finds the checkpoints and savepoints that a job has left, newest first, and looks whether each is
 * whole and who has written it. Deletes those that no start needs. It does not decide which one a
 * job goes on from: {@code resume} does.
 */
@NullMarked
package io.ratchet.job.discovery;

import org.jspecify.annotations.NullMarked;
