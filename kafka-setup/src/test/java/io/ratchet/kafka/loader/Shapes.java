package io.ratchet.kafka.loader;

import io.ratchet.kafka.file.CsvLayout;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Short ways to read files as a user would without an option. */
final class Shapes {
    static final LoadOptions ONCE = LoadOptions.once("none");

    private Shapes() {}

    static RecordFile detected(DataFile file) {
        return new RecordFile.Detected(
                file, CsvLayout.WITH_HEADER, Optional.empty(), Optional.empty());
    }

    static RecordFile detected(String text) {
        return detected(MemoryFile.of(text));
    }

    static List<String> values(String text) throws IOException {
        return MemoryFile.values(detected(text));
    }

    static CheckedFile check(RecordFile file) throws Exception {
        return FileCheck.check(file, ONCE, LoadListener.NONE);
    }

    static LoadOptions limited(long records, int passes) {
        return new LoadOptions(
                "none",
                new PartitionSpread.RoundRobin(),
                OptionalDouble.empty(),
                OptionalLong.of(records),
                passes);
    }

    /** A file that lies beside the tests. */
    static MemoryFile resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Shapes.class.getResourceAsStream(name), name)) {
            return new MemoryFile(in.readAllBytes());
        }
    }
}
