package io.ratchet.kafka.loader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes with a name that can be read from their beginning as often as needed. */
public interface DataFile {
    /** The name for messages. */
    String fileName();

    /** How many bytes there are, compressed as they lie. */
    long byteCount() throws IOException;

    /** The bytes as they lie; the caller closes the stream. */
    InputStream open() throws IOException;

    /** A file of the file system. */
    static DataFile of(Path path) {
        return new PathFile(path);
    }

    /** A file of the file system. */
    record PathFile(Path path) implements DataFile {
        @Override
        public String fileName() {
            return path.toString();
        }

        @Override
        public long byteCount() throws IOException {
            return Files.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
