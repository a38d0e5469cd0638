/**
 * A job that was submitted, seen by who waits for it: its progress, its restarts, how it has ended
 * or failed. Embedded and remote clusters implement {@link io.ratchet.job.follow.SubmittedJob}.
 */
@NullMarked
package io.ratchet.job.follow;

import org.jspecify.annotations.NullMarked;
