package io.ratchet.kafka.unpack;

import io.ratchet.kafka.text.Likeness;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The compressions that are read; every member, frame or stream of a file is checked. */
public enum Compression {
    /** RFC 1952. */
    GZIP(Likeness.GZIP) {
        @Override
        InputStream open(InputStream packed) {
            return new GzipMembers(packed);
        }
    },
    /** RFC 8878. */
    ZSTD(Likeness.ZSTD) {
        @Override
        InputStream open(InputStream packed) {
            return new ZstdFrames(packed);
        }
    },
    /** Julian Seward's bzip2. */
    BZIP2(Likeness.BZIP2) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return Bzip2Streams.open(packed);
        }
    };

    private final Likeness likeness;

    Compression(Likeness likeness) {
        this.likeness = likeness;
    }

    /** The compression of bytes that look like something, if it is one that is read. */
    static Optional<Compression> of(Likeness likeness) {
        for (Compression compression : values()) {
            if (compression.likeness == likeness) {
                return Optional.of(compression);
            }
        }
        return Optional.empty();
    }

    /** The content; reading it throws where a part is damaged, cut, or followed by other bytes. */
    abstract InputStream open(InputStream packed) throws IOException;
}
