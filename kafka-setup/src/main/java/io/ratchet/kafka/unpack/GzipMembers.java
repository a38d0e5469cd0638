package io.ratchet.kafka.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of all members of a gzip file, each checked by its header, its CRC-32 and its length
 * (RFC 1952). The JDK's own stream takes a member whose header is damaged or cut for the file's
 * end.
 *
 * <p>Zeros behind the last member are passed over, as gzip does: tapes and some copies pad with
 * them.
 */
final class GzipMembers extends PartsInput {
    private static final int METHOD_DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 contentCrc = new CRC32();
    private final CRC32 headerCrc = new CRC32();
    private int member;
    private boolean inMember;
    private boolean ended;

    GzipMembers(InputStream packed) {
        super(packed);
    }

    @Override
    int unpack(byte[] into, int from, int length) throws IOException {
        while (!ended) {
            if (!inMember) {
                ended = !beginMember();
                continue;
            }
            int count = inflate(into, from, length);
            if (count > 0) {
                contentCrc.update(into, from, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int from, int length) throws IOException {
        if (inflater.needsInput()) {
            if (!in.fill()) {
                throw cut();
            }
            inflater.setInput(in.buffer(), in.from(), in.available());
        }
        int before = inflater.getRemaining();
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException damaged) {
            throw damaged(String.valueOf(damaged.getMessage()));
        } finally {
            in.skip(before - inflater.getRemaining());
        }
    }

    /** Whether there is another member. */
    private boolean beginMember() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        if (first == 0 && member > 0) {
            return onlyZerosFollow();
        }
        long start = in.offset() - 1;
        int second = first == 0x1f ? in.read() : 0;
        if (second >= 0 && second != 0x8b) {
            throw noMember(start);
        }
        member++;
        if (second < 0) {
            throw cut();
        }
        headerCrc.reset();
        headerCrc.update(first);
        headerCrc.update(second);
        if (headerByte() != METHOD_DEFLATE) {
            throw damaged("its compression method is not deflate");
        }
        int flags = headerByte();
        if ((flags & RESERVED) != 0) {
            throw damaged("its header has flags that do not exist");
        }
        for (int i = 0; i < 6; i++) {
            headerByte();
        }
        if ((flags & EXTRA) != 0) {
            int length = headerByte() | headerByte() << 8;
            for (int i = 0; i < length; i++) {
                headerByte();
            }
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        int expected = (int) headerCrc.getValue() & 0xffff;
        if ((flags & HEADER_CRC) != 0 && (headerByte() | headerByte() << 8) != expected) {
            throw damaged("its header fails its CRC");
        }
        inflater.reset();
        contentCrc.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        long crc = fourBytes();
        if (crc != contentCrc.getValue()) {
            throw damaged("its content fails its CRC-32");
        }
        if (fourBytes() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("its content has another length than it says");
        }
        inMember = false;
    }

    private boolean onlyZerosFollow() throws IOException {
        int next = 0;
        while (next == 0) {
            next = in.read();
        }
        if (next > 0) {
            throw noMember(in.offset() - 1);
        }
        return false;
    }

    private void skipText(boolean there) throws IOException {
        while (there && headerByte() != 0) {
            // A name or comment ends with a zero.
        }
    }

    private long fourBytes() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) memberByte() << shift;
        }
        return value;
    }

    private int headerByte() throws IOException {
        int value = memberByte();
        headerCrc.update(value);
        return value;
    }

    private int memberByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw cut();
        }
        return value;
    }

    private UnreadableFileException cut() {
        return new UnreadableFileException(
                "the file ends within gzip member "
                        + member
                        + ", after "
                        + in.offset()
                        + " bytes: it is cut");
    }

    private UnreadableFileException damaged(String what) {
        return new UnreadableFileException(
                "gzip member " + member + " is damaged before byte " + in.offset() + ": " + what);
    }

    private UnreadableFileException noMember(long at) {
        return new UnreadableFileException(
                "at byte "
                        + at
                        + " stands something that is no gzip member; gzip members before it: "
                        + member);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }
}
