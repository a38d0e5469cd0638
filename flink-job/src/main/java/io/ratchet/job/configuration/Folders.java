package io.ratchet.job.configuration;

import io.ratchet.job.setting.Scalar;
import io.ratchet.job.setting.UnusableValue;
import io.ratchet.job.setting.Values;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Folders as the file gives them, made absolute, so that a task in another working directory means
 * the same place. A folder of this machine is a {@link java.nio.file.Path}; one of a storage is
 * Flink's {@link org.apache.flink.core.fs.Path}, whose text, unlike that of a {@link java.net.URI},
 * escapes nothing.
 */
final class Folders {
    private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private Folders() {}

    /** A folder of this machine, whatever the working directory. */
    static Scalar<Path> local() {
        return Values.text().as(Folders::local);
    }

    /** A folder of a storage: a path of this machine, or one that begins with a scheme. */
    static Scalar<org.apache.flink.core.fs.Path> storage() {
        return new Scalar<>(
                "text", new org.apache.flink.core.fs.Path("file:///unknown"), Folders::storage);
    }

    /** A word of its own, or a folder of a storage. */
    static Scalar<ResumePolicy> resume() {
        return new Scalar<>(
                "text",
                new ResumePolicy.Auto(),
                text ->
                        switch (text) {
                            case "auto" -> Optional.of(new ResumePolicy.Auto());
                            case "never" -> Optional.of(new ResumePolicy.Never());
                            default -> storage(text).map(ResumePolicy.From::new);
                        });
    }

    private static Path local(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }

    private static Optional<org.apache.flink.core.fs.Path> storage(String folder)
            throws UnusableValue {
        try {
            return Optional.of(folder)
                    .filter(text -> !text.isEmpty())
                    .map(text -> HAS_SCHEME.matcher(text).matches() ? text : "file:" + local(text))
                    .map(org.apache.flink.core.fs.Path::new);
        } catch (IllegalArgumentException e) {
            throw new UnusableValue(", which names no folder: %s", String.valueOf(e.getMessage()));
        }
    }
}
