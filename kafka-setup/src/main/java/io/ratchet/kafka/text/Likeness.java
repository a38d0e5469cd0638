package io.ratchet.kafka.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What bytes look like by how they begin: the one place that knows other formats by name, so that a
 * file or a record that is none of those read can be refused as what it is.
 *
 * <p>The order counts: the first that fits is taken. Signatures are those of the formats' own
 * descriptions, as file(1) has them.
 */
public enum Likeness {
    /** Read by the loader. */
    GZIP("a gzip file", bytes(0x1f, 0x8b)),
    /** Read by the loader: a frame, or one to be skipped. */
    ZSTD("a Zstandard file", bytes(0x28, 0xb5, 0x2f, 0xfd)) {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to)
                    || (to - from >= 4
                            && (data[from] & 0xf0) == 0x50
                            && startsWith(data, from + 1, to, bytes(0x2a, 0x4d, 0x18)));
        }
    },
    /** Read by the loader: {@code BZh}, a digit, and the start of a block or of the end. */
    BZIP2("a bzip2 file", "BZh") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to)
                    && to - from > 4
                    && (data[from + 4] == 0x31 || data[from + 4] == 0x17)
                    && !isText(data, from, to);
        }
    },
    /** Image or label files of MNIST, which the loader reads as the format idx. */
    IDX(
            "an IDX file of images or labels (load it with --format idx and --labels)",
            bytes(0, 0, 8)) {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to)
                    && to - from >= 8
                    && data[from + 3] >= 1
                    && data[from + 3] <= 4;
        }
    },
    /** Tukaani's. */
    XZ("an xz file", bytes(0xfd, '7', 'z', 'X', 'Z', 0)),
    /** The LZMA compressor's old format. */
    LZIP("an lzip file", "LZIP") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** LZ4's frame format. */
    LZ4("an LZ4 file", bytes(0x04, 0x22, 0x4d, 0x18)),
    /** Snappy's framing format. */
    SNAPPY("a Snappy file", bytes(0xff, 0x06, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y')),
    /** Oberhumer's. */
    LZOP("an lzop file", bytes(0x89, 'L', 'Z', 'O', 0)),
    /** compress(1). */
    COMPRESS("a file of compress (.Z)", bytes(0x1f, 0x9d)),
    /** RFC 1950; that of level 1 and of the default. */
    ZLIB("a bare zlib stream", bytes(0x78, 0x9c), bytes(0x78, 0xda), bytes(0x78, 0x01)),
    /** 7-Zip's. */
    SEVEN_ZIP("a 7z archive", bytes('7', 'z', 0xbc, 0xaf, 0x27, 0x1c)),
    /** WinRAR's. */
    RAR("a RAR archive", bytes('R', 'a', 'r', '!', 0x1a, 0x07)),
    /** Archives, spreadsheets, NumPy's npz, PyTorch's models. */
    ZIP("a zip archive", bytes('P', 'K', 3, 4), bytes('P', 'K', 5, 6), bytes('P', 'K', 7, 8)) {
        @Override
        public String words(byte[] data, int from, int to) {
            return ZipEntry.words(data, from, to);
        }
    },
    /** POSIX archives. */
    TAR("a tar archive", "ustar") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            // Between its numbers stand zeros.
            return super.fits(data, from + 257, to) && !isText(data, from, to);
        }
    },
    /** Apache Parquet, plain or encrypted. */
    PARQUET("a Parquet file", "PAR1", "PARE") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** Apache Avro's object container. */
    AVRO("an Avro file", bytes('O', 'b', 'j', 1)),
    /** One Avro datum with its schema's fingerprint. */
    AVRO_SINGLE("Avro in its single-object encoding", bytes(0xc3, 0x01)) {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && to - from >= 10;
        }
    },
    /** Apache ORC. */
    ORC("an ORC file", "ORC") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** Apache Arrow's file format. */
    ARROW("an Arrow file", bytes('A', 'R', 'R', 'O', 'W', '1', 0, 0)),
    /** The first Feather. */
    FEATHER("a Feather file", "FEA1") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** Apache Arrow's stream format. */
    ARROW_STREAM("an Arrow stream", bytes(0xff, 0xff, 0xff, 0xff)),
    /** Hadoop's. */
    SEQUENCE_FILE("a Hadoop sequence file", bytes('S', 'E', 'Q', 6), bytes('S', 'E', 'Q', 5)),
    /** The HDF5 of Keras, pandas and netCDF 4. */
    HDF5("an HDF5 file", bytes(0x89, 'H', 'D', 'F', 0x0d, 0x0a, 0x1a, 0x0a)),
    /** NumPy's. */
    NPY("a NumPy array (.npy)", bytes(0x93, 'N', 'U', 'M', 'P', 'Y')),
    /** Python's, from its protocol 2 on. */
    PICKLE("a Python pickle", bytes(0x80, 2), bytes(0x80, 3), bytes(0x80, 4), bytes(0x80, 5)),
    /** Java's own serialization. */
    JAVA_OBJECT("a serialized Java object", bytes(0xac, 0xed, 0x00, 0x05)),
    /** Java classes, and Mach-O for several machines. */
    JAVA_CLASS("a compiled program", bytes(0xca, 0xfe, 0xba, 0xbe), bytes(0x7f, 'E', 'L', 'F')),
    /** Tensors, whose header's length stands first. */
    SAFETENSORS("safetensors", bytes('{', '"')) {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from + 8, to) && data[from + 6] == 0 && data[from + 7] == 0;
        }
    },
    /** SQLite's. */
    SQLITE("an SQLite database", "SQLite format 3\0"),
    /** Excel, Word and others before 2007. */
    OLE("an old Office document (such as .xls)", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)),
    /** MATLAB's. */
    MATLAB("a MATLAB file", "MATLAB 5.0 MAT-file") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** R's. */
    R_DATA("an R data file", "RDX2\n", "RDX3\n", "RDA2\n", "RDA3\n"),
    /** Adobe's. */
    PDF("a PDF document", "%PDF-"),
    /** Pictures. */
    IMAGE("an image", bytes(0x89, 'P', 'N', 'G'), bytes(0xff, 0xd8, 0xff), "GIF87a", "GIF89a") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            return super.fits(data, from, to) && !isText(data, from, to);
        }
    },
    /** What Git has in the place of a large file that was not fetched. */
    LFS_POINTER(
            "a pointer of Git LFS (fetch the file itself: git lfs pull)",
            "version https://git-lfs.github.com/spec/"),
    /** A page, such as that of a login or of an error. */
    HTML("an HTML page", "<!doctype html", "<html") {
        @Override
        boolean fits(byte[] data, int from, int to) {
            int length = Math.min(to - from, 64);
            String start = new String(data, from, length, StandardCharsets.ISO_8859_1);
            String shown = start.strip().toLowerCase(Locale.ROOT);
            return shown.startsWith("<!doctype html") || shown.startsWith("<html");
        }
    },
    /** XML of any kind. */
    XML("an XML document", "<?xml");

    private static final int TEXT_LOOKED_AT = 512;

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
    private final List<String> signatures;

    Likeness(String words, String... signatures) {
        this.words = words;
        this.signatures = List.of(signatures);
    }

    /** What the bytes look like, if it is anything known here. */
    public static Optional<Likeness> of(byte[] data, int from, int to) {
        for (Likeness likeness : values()) {
            if (likeness.fits(data, from, to)) {
                return Optional.of(likeness);
            }
        }
        return Optional.empty();
    }

    /** What it is, for a sentence: "looks like …". */
    public String words(byte[] data, int from, int to) {
        return words;
    }

    boolean fits(byte[] data, int from, int to) {
        for (String signature : signatures) {
            if (startsWith(data, from, to, signature)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the beginning has no control characters but those of a text. */
    public static boolean isText(byte[] data, int from, int to) {
        int end = Math.min(to, from + TEXT_LOOKED_AT);
        for (int at = from; at < end; at++) {
            byte value = data[at];
            if (value >= 0 && value < ' ' && value != '\t' && value != '\n' && value != '\r') {
                return false;
            }
        }
        int malformed = Utf8.firstMalformed(data, from, end);
        return malformed < 0 || Utf8.isCut(data, malformed, end);
    }

    static boolean startsWith(byte[] data, int from, int to, String signature) {
        if (to - from < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (data[from + i] != (byte) signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A signature, one character a byte. */
    private static String bytes(int... values) {
        StringBuilder signature = new StringBuilder();
        for (int value : values) {
            signature.append((char) value);
        }
        return signature.toString();
    }
}
