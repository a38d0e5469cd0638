package io.ratchet.kafka.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * The content of all streams of a bzip2 file; the library checks the CRCs of blocks and streams.
 */
final class Bzip2Streams extends FilterInputStream {
    private Bzip2Streams(InputStream content) {
        super(content);
    }

    static InputStream open(InputStream packed) throws IOException {
        try {
            return new Bzip2Streams(new BZip2CompressorInputStream(packed, true));
        } catch (IOException | RuntimeException damaged) {
            throw refusal(damaged);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException | RuntimeException damaged) {
            throw refusal(damaged);
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return super.read(into, from, length);
        } catch (IOException | RuntimeException damaged) {
            throw refusal(damaged);
        }
    }

    private static UnreadableFileException refusal(Exception damaged) {
        return new UnreadableFileException(
                "the bzip2 file is damaged or cut, or something else stands behind it: "
                        + damaged.getMessage(),
                damaged);
    }
}
