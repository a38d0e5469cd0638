package io.ratchet.kafka.unpack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Three pieces of a CSV file, each packed by the compression's own command line tool. */
final class PackedParts {
    static final String GZIP = ".gz";
    static final String ZSTD = ".zst";
    static final String BZIP2 = ".bz2";

    private PackedParts() {}

    static byte[] plain(int part) throws IOException {
        return part(part, "");
    }

    static byte[] part(int part, String suffix) throws IOException {
        String name = "part" + part + ".csv" + suffix;
        try (InputStream in =
                Objects.requireNonNull(PackedParts.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static byte[] all(String suffix) throws IOException {
        return join(part(0, suffix), part(1, suffix), part(2, suffix));
    }

    /** The lengths of the file where it ends with a part. */
    static List<Integer> boundaries(String suffix) throws IOException {
        List<Integer> boundaries = new ArrayList<>();
        int length = 0;
        for (int part = 0; part < 3; part++) {
            length += part(part, suffix).length;
            boundaries.add(length);
        }
        return boundaries;
    }

    static byte[] join(byte[]... pieces) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.write(piece);
        }
        return joined.toByteArray();
    }

    /** The file's text. */
    static byte[] read(byte[] file) throws IOException {
        return UnpackedFile.of(new ByteArrayInputStream(file))
                .text(Optional.empty())
                .utf8()
                .readAllBytes();
    }
}
