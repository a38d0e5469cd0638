package io.ratchet.job.configuration;

import io.ratchet.job.setting.SettingsFile;
import java.nio.file.Path;

/** Reads a YAML file into a {@link JobConfiguration}, or into all of its faults. */
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /**
     * Reads a file.
     *
     * @throws io.ratchet.job.setting.ConfigurationException with every fault of it, or with what is
     *     there instead of it
     */
    public static JobConfiguration read(Path file) {
        return SettingsFile.read(file, JobSettings.FILE);
    }

    /**
     * Reads a text.
     *
     * @param source what the text is called in faults
     * @throws io.ratchet.job.setting.ConfigurationException with every fault of it
     */
    public static JobConfiguration read(String source, String text) {
        return SettingsFile.read(source, text, JobSettings.FILE);
    }
}
