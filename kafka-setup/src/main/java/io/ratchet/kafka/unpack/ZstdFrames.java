package io.ratchet.kafka.unpack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The content of all frames of a Zstandard file, skippable ones passed over (RFC 8878). The library
 * checks a frame's own checksum where it has one. Its ready-made stream takes a frame that is cut
 * within its header for the file's end.
 */
final class ZstdFrames extends PartsInput {
    private static final int BUFFER_BYTES = 1 << 17;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer content = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private boolean inFrame;
    private int frames;

    ZstdFrames(InputStream packed) {
        super(packed);
    }

    @Override
    int unpack(byte[] into, int from, int length) throws IOException {
        while (!content.hasRemaining()) {
            if (!decompress()) {
                return -1;
            }
        }
        int count = Math.min(length, content.remaining());
        content.get(into, from, count);
        return count;
    }

    /** Whether there may be more. */
    private boolean decompress() throws IOException {
        // A full buffer may be all that kept the library from giving more.
        boolean full = content.limit() == content.capacity();
        if (!packed.hasRemaining() && !refill() && !(inFrame && full)) {
            if (inFrame) {
                throw new UnreadableFileException(
                        "the file ends within Zstandard frame "
                                + (frames + 1)
                                + ", after "
                                + in.offset()
                                + " bytes: it is cut");
            }
            return false;
        }
        content.clear();
        try {
            boolean frameEnds = context.decompressDirectByteBufferStream(content, packed);
            frames += frameEnds ? 1 : 0;
            inFrame = !frameEnds;
        } catch (ZstdException damaged) {
            throw new UnreadableFileException(
                    "Zstandard frame "
                            + (frames + 1)
                            + " is damaged or none, before byte "
                            + in.offset()
                            + ": "
                            + damaged.getMessage(),
                    damaged);
        }
        content.flip();
        return true;
    }

    private boolean refill() throws IOException {
        if (!in.fill()) {
            return false;
        }
        int count = Math.min(in.available(), packed.capacity());
        packed.clear();
        packed.put(in.buffer(), in.from(), count).flip();
        in.skip(count);
        return true;
    }

    @Override
    public void close() throws IOException {
        context.close();
        super.close();
    }
}
