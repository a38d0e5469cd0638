package io.ratchet.operator.live;

import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.run.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a resume takes over. */
final class ResumeChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeChanges.class);

    private ResumeChanges() {}

    /** Logs a part that differs. */
    static void log(String key, long step, Change change) {
        if (change.name().startsWith(EngineSettings.PREFIX)) {
            LOG.warn(
                    "Instance '{}' at step {}: {} was {} and is now {}. From here on its bits may"
                            + " differ from those of a run that was never interrupted.",
                    key,
                    step,
                    change.name(),
                    change.brief().before(),
                    change.brief().now());
        } else {
            LOG.info("Instance '{}' at step {} takes over {}", key, step, change.text());
        }
    }
}
