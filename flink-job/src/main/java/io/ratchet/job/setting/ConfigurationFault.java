package io.ratchet.job.setting;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, such as {@code runs[0].input.batch}
 * @param message what, with the value and its limit
 */
public record ConfigurationFault(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
