package io.ratchet.kafka.file;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes with a name. */
public interface DataFile {
    /** Stands for standard input in the place of a path. */
    String STANDARD_INPUT = "-";

    /** The name for messages. */
    String fileName();

    /** How many bytes there are, compressed as they lie; -1 where that is not known. */
    long byteCount() throws IOException;

    /** The bytes as they lie; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Whether they can be read from their beginning as often as needed: not those of a pipe. */
    default boolean canBeReadAgain() {
        return true;
    }

    /** Whether there are broken lines in it that are there to be refused by a job. */
    default boolean isBrokenOnPurpose() {
        return false;
    }

    /** A file or pipe of the file system, or standard input. */
    static DataFile of(Path path) {
        return path.toString().equals(STANDARD_INPUT) ? new StandardInput() : new PathFile(path);
    }

    /** A file or pipe of the file system. */
    record PathFile(Path path) implements DataFile {
        @Override
        public String fileName() {
            return path.toString();
        }

        @Override
        public long byteCount() throws IOException {
            if (!Files.exists(path)) {
                throw new IOException("there is no such file");
            }
            if (Files.isDirectory(path)) {
                throw new IOException("it is a folder; give a file in it");
            }
            return canBeReadAgain() ? Files.size(path) : -1;
        }

        @Override
        public InputStream open() throws IOException {
            // A channel asks even a pipe for its position.
            return canBeReadAgain()
                    ? Files.newInputStream(path)
                    : new FileInputStream(path.toFile());
        }

        @Override
        public boolean canBeReadAgain() {
            return Files.isRegularFile(path);
        }
    }

    /** What is written to this process. */
    record StandardInput() implements DataFile {
        @Override
        public String fileName() {
            return "standard input";
        }

        @Override
        public long byteCount() {
            return -1;
        }

        @Override
        public InputStream open() {
            return new FilterInputStream(System.in) {
                @Override
                public void close() {
                    // It is the process's own.
                }
            };
        }

        @Override
        public boolean canBeReadAgain() {
            return false;
        }
    }
}
