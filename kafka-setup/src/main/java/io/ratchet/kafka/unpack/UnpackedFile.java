package io.ratchet.kafka.unpack;

import io.ratchet.kafka.text.Likeness;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** A file's content as it is read: unpacked, and not yet cut into anything. */
public final class UnpackedFile {
    /** How much is looked at. */
    private static final int LOOKED_AT_BYTES = 1 << 16;

    private final BufferedInputStream content;
    private final byte[] beginning;
    private final Optional<Compression> compression;

    private UnpackedFile(
            BufferedInputStream content, byte[] beginning, Optional<Compression> compression) {
        this.content = content;
        this.beginning = beginning;
        this.compression = compression;
    }

    /**
     * Looks at the bytes and unpacks them.
     *
     * @param bytes as they lie; closed where they are refused
     * @throws UnreadableFileException if they are damaged, or packed twice
     */
    public static UnpackedFile of(InputStream bytes) throws IOException {
        InputStream opened = bytes;
        try {
            BufferedInputStream packed = buffered(bytes);
            byte[] outside = beginning(packed);
            Optional<Compression> compression =
                    Likeness.of(outside, 0, outside.length).flatMap(Compression::of);
            if (compression.isEmpty()) {
                return new UnpackedFile(packed, outside, compression);
            }
            BufferedInputStream content = buffered(compression.get().open(packed));
            opened = content;
            return new UnpackedFile(content, beginning(content), compression);
        } catch (IOException failure) {
            opened.close();
            throw failure;
        }
    }

    private static BufferedInputStream buffered(InputStream in) {
        return new BufferedInputStream(in, LOOKED_AT_BYTES);
    }

    private static byte[] beginning(BufferedInputStream in) throws IOException {
        in.mark(LOOKED_AT_BYTES);
        byte[] beginning = in.readNBytes(LOOKED_AT_BYTES);
        in.reset();
        return beginning;
    }

    /** The content as it is. */
    public InputStream bytes() {
        return content;
    }

    /** What the content looks like in words, if it is a format that is known and is no text. */
    public Optional<String> likeness() {
        return Likeness.of(beginning, 0, beginning.length)
                .map(likeness -> likeness.words(beginning, 0, beginning.length));
    }

    /** The compression in words, followed by a comma; empty without one. */
    public String compressionWords() {
        return compression.map(found -> found.name().toLowerCase(Locale.ROOT) + ", ").orElse("");
    }

    /**
     * The content as UTF-8.
     *
     * @param named the encoding that the user says it is in
     * @throws UnreadableFileException if it is no text; reading throws the same later
     */
    public OpenedText text(Optional<Charset> named) throws IOException {
        Optional<String> other = likeness();
        if (other.isPresent()) {
            throw new UnreadableFileException(
                    (compression.isPresent() ? "what is packed in it" : "it")
                            + " looks like "
                            + other.get());
        }
        TextEncoding encoding = TextEncoding.of(beginning, named);
        content.skipNBytes(encoding.markBytes());
        return new OpenedText(
                new TextStream(content, encoding.charset(), encoding.markBytes()),
                compressionWords() + encoding.words());
    }
}
