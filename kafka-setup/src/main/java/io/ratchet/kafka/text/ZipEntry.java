package io.ratchet.kafka.text;

import java.nio.charset.StandardCharsets;

/** Tells kinds of zip archives apart by the name of their first entry. */
final class ZipEntry {
    private static final int NAME_LENGTH_AT = 26;
    private static final int NAME_AT = 30;

    private ZipEntry() {}

    static String words(byte[] data, int from, int to) {
        String name = name(data, from, to);
        if (name.equals("[Content_Types].xml")
                || name.startsWith("xl/")
                || name.startsWith("_rels/")) {
            return "an Office document (such as .xlsx; save it as CSV)";
        }
        if (name.equals("mimetype")) {
            return "an OpenDocument file (such as .ods; save it as CSV)";
        }
        if (name.endsWith(".npy")) {
            return "NumPy arrays (.npz)";
        }
        if (name.endsWith("data.pkl")) {
            return "a PyTorch file";
        }
        return name.isEmpty()
                ? "a zip archive"
                : "a zip archive (its first entry is "
                        + Excerpt.of(name)
                        + "; unzip it and load that)";
    }

    private static String name(byte[] data, int from, int to) {
        if (to - from < NAME_AT) {
            return "";
        }
        int length =
                (data[from + NAME_LENGTH_AT] & 0xff)
                        | (data[from + NAME_LENGTH_AT + 1] & 0xff) << 8;
        int end = Math.min(to, from + NAME_AT + length);
        return new String(data, from + NAME_AT, end - from - NAME_AT, StandardCharsets.UTF_8);
    }
}
