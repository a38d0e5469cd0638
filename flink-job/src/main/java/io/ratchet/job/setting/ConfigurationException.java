package io.ratchet.job.setting;

import java.util.List;

/** A configuration that cannot be used: all of its faults, found in one reading; or no file. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigurationFault> faults;

    ConfigurationException(String source, List<ConfigurationFault> faults) {
        super(message(source, faults));
        this.faults = List.copyOf(faults);
    }

    /** There is no file to read. */
    ConfigurationException(String message, Throwable cause) {
        super(message, cause);
        this.faults = List.of();
    }

    /** Every fault, in the order of the file's areas. */
    public List<ConfigurationFault> faults() {
        return faults;
    }

    private static String message(String source, List<ConfigurationFault> faults) {
        StringBuilder text = new StringBuilder("Cannot use the configuration ").append(source);
        text.append(faults.size() == 1 ? ", 1 fault:" : ", " + faults.size() + " faults:");
        faults.forEach(fault -> text.append("\n  ").append(fault));
        return text.append("\nEvery key is described in docs/use/configuration.md.").toString();
    }
}
