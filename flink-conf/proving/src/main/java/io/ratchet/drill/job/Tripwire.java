package io.ratchet.drill.job;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A file that makes the next one of a job's threads fail that passes it, in whichever process.
 *
 * <p>Whoever drills sets it; the thread that deletes the file throws, once, and leaves the time of
 * it in another file.
 *
 * @param folder where the files lie, as text: it travels with the job
 * @param place what passes it
 */
public record Tripwire(String folder, Place place) implements Serializable {
    /** What can be made to fail. */
    public enum Place {
        /** A training step, on TRAIN's training thread. */
        STEP,
        /** The thread that fetches records from Kafka. */
        SOURCE,
        /** The handing of a result to Kafka's producer. */
        SINK
    }

    /** Sets it. */
    public void set() {
        try {
            Files.createDirectories(Path.of(folder));
            Files.deleteIfExists(file("struck"));
            Files.createFile(file("set"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set tripwire " + this, e);
        }
    }

    /** Takes it away, where one was left. */
    public void clear() {
        try {
            Files.deleteIfExists(file("set"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take tripwire " + this + " away", e);
        }
    }

    /** When it was passed, in milliseconds of the wall clock; empty until then. */
    public OptionalLong struckMillis() {
        try {
            return Files.exists(file("struck"))
                    ? OptionalLong.of(Long.parseLong(Files.readString(file("struck"))))
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read tripwire " + this, e);
        }
    }

    /** Fails where it is set. */
    void pass() {
        Path set = file("set");
        if (!Files.exists(set)) {
            return;
        }
        try {
            if (Files.deleteIfExists(set)) {
                Path aside = file("striking");
                Files.writeString(aside, Long.toString(System.currentTimeMillis()));
                Files.move(aside, file("struck"), StandardCopyOption.ATOMIC_MOVE);
                throw new InjectedFault(this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take tripwire " + this, e);
        }
    }

    private Path file(String state) {
        return Path.of(folder, place.name().toLowerCase(Locale.ROOT) + "." + state);
    }
}
