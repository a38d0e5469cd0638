package io.ratchet.job.setting;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;

/** A section of the file, whose values are read by their settings. */
public final class Section {
    private final Given given;
    private final List<Setting<?>> settings;

    Section(Given given, List<Setting<?>> settings) {
        this.given = given;
        this.settings = settings;
    }

    /** The value of a setting; its faults are noted, so that it is asked for once. */
    public <T> T get(Setting<T> setting) {
        return setting.read(given(setting));
    }

    /** Whether a setting is given. */
    public boolean has(Setting<?> setting) {
        return !given(setting).isAbsent();
    }

    /** Notes a fault of the section itself. */
    @FormatMethod
    public void fault(@FormatString String format, Object... arguments) {
        given.fault(format, arguments);
    }

    /** Notes a fault of a setting. */
    @FormatMethod
    public void fault(Setting<?> setting, @FormatString String format, Object... arguments) {
        given(setting).fault(format, arguments);
    }

    /** Whether neither it nor what is in it has a fault so far. */
    public boolean isSound() {
        return given.isSound();
    }

    /** What stands behind a setting. */
    public Given given(Setting<?> setting) {
        if (!settings.contains(setting)) {
            throw new IllegalStateException(
                    "The setting '" + setting.name() + "' is read, but not declared: add it.");
        }
        return given.at(setting.name());
    }
}
