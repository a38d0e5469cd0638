package io.ratchet.job.setting;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a YAML file as a section, or into all of its faults. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException with every fault of it, or with what is there instead of it
     */
    public static <T> T read(Path file, SectionType<T> type) {
        try {
            return read(file.toString(), Files.readString(file), type);
        } catch (IOException e) {
            throw UnreadFile.of(file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param source what the text is called in faults
     * @throws ConfigurationException with every fault of it
     */
    public static <T> T read(String source, String text, SectionType<T> type) {
        Faults faults = new Faults();
        T value = type.read(new Given("", tree(source, text, faults), faults));
        faults.throwIfAny(source);
        return value;
    }

    private static JsonNode tree(String source, String text, Faults faults) {
        try {
            return YamlTree.read(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            faults.add(
                    at == null
                            ? "(file)"
                            : "line " + at.getLineNr() + ", column " + at.getColumnNr(),
                    e instanceof YamlTree.Refusal ? what : "is not YAML: " + what);
            throw new ConfigurationException(source, faults.list());
        }
    }
}
