package io.ratchet.operator;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a resume takes over. */
final class SettingsChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsChanges.class);

    private SettingsChanges() {}

    /** Logs every setting that differs. */
    static void log(
            String key,
            long step,
            @Nullable SortedMap<String, String> stored,
            SortedMap<String, String> now) {
        if (stored == null) {
            return;
        }
        for (Map.Entry<String, String> entry : now.entrySet()) {
            String before = stored.getOrDefault(entry.getKey(), "nothing");
            if (before.equals(entry.getValue())) {
                continue;
            }
            if (entry.getKey().startsWith(InstanceLoader.ENGINE_PREFIX)) {
                LOG.warn(
                        "Instance '{}' at step {}: {} was {} and is now {}. From here on its bits may differ from those"
                                + " of a run that was never interrupted.",
                        key,
                        step,
                        entry.getKey(),
                        before,
                        entry.getValue());
            } else {
                LOG.info(
                        "Instance '{}' at step {} takes over {}: {} before, {} now",
                        key,
                        step,
                        entry.getKey(),
                        before,
                        entry.getValue());
            }
        }
    }
}
