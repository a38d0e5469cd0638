package io.ratchet.job.configuration;

import java.time.Duration;

/**
 * When a job that fails again and again is given up.
 *
 * @param withoutProgress how often it may restart without a new committed step, outages not counted
 * @param giveUpAfter for how long it may go on without one, whatever the reason
 */
public record RestartConfiguration(int withoutProgress, Duration giveUpAfter) {}
