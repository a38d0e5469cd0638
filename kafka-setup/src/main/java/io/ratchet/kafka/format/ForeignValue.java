package io.ratchet.kafka.format;

import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.text.Likeness;
import java.nio.ByteBuffer;

/** Says what a refused value looks like that is not in the format of its topic. */
public final class ForeignValue {
    private static final int SCHEMA_HEADER_BYTES = 5;

    private ForeignValue() {}

    /**
     * What the value looks like, to be put behind a refusal's detail; empty where it looks like
     * nothing that is known here.
     */
    public static String hint(byte[] value) {
        if (value.length > SCHEMA_HEADER_BYTES && value[0] == 0) {
            return "; it looks like "
                    + (value[SCHEMA_HEADER_BYTES] == '{' ? "JSON" : "Avro or Protobuf")
                    + " with a schema registry's header as Confluent's serializers write it (magic"
                    + " byte 0, schema id "
                    + Integer.toUnsignedString(ByteBuffer.wrap(value).getInt(1))
                    + "), which is not read; send plain JSON or CSV";
        }
        return Likeness.of(value, 0, value.length)
                .map(likeness -> "; it looks like " + likeness.words(value, 0, value.length))
                .orElse("");
    }

    /** The same for a topic of CSV, on which JSON is foreign too. */
    public static String hintOnCsv(byte[] value) {
        boolean json = value.length > 1 && value[0] == '{' && contains(value, '"', ':');
        return json ? "; it looks like JSON on a topic of CSV" : hint(value);
    }

    /** The same for a topic of JSON, on which CSV is foreign too. */
    public static String hintOnJson(byte[] value) {
        String hint = hint(value);
        if (!hint.isEmpty()) {
            return hint;
        }
        int fields = CsvFields.count(value, 0, value.length, Separator.COMMA.sign());
        boolean text = Likeness.isText(value, 0, value.length);
        boolean json = value[0] == '{' || value[0] == '[';
        return fields > 1 && text && !json ? "; it looks like CSV on a topic of JSON" : "";
    }

    private static boolean contains(byte[] value, char first, char second) {
        for (int at = 1; at < value.length; at++) {
            if (value[at - 1] == first && value[at] == second) {
                return true;
            }
        }
        return false;
    }
}
