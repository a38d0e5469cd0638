package io.ratchet.job.record;

/**
 * A field of a record on an output topic, as users read it.
 *
 * @param path its name; {@code refused[].reason} is the field {@code reason} of each object in the
 *     list {@code refused}
 * @param type what JSON it is
 * @param meaning in Markdown, without a full stop
 */
record RecordField(String path, Type type, String meaning) {
    /** What JSON a field is. */
    enum Type {
        /** A string. */
        TEXT("text"),
        /** A string: bytes in base64. */
        BASE64("base64"),
        /** A number without a fraction, of up to 64 bits. */
        INTEGER("integer"),
        /** A number; null where the value is not finite or not measured. */
        DECIMAL("number or null"),
        /** A list. */
        LIST("list"),
        /** An object. */
        OBJECT("object");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static RecordField text(String path, String meaning) {
        return new RecordField(path, Type.TEXT, meaning);
    }

    static RecordField integer(String path, String meaning) {
        return new RecordField(path, Type.INTEGER, meaning);
    }

    static RecordField decimal(String path, String meaning) {
        return new RecordField(path, Type.DECIMAL, meaning);
    }

    static RecordField list(String path, String meaning) {
        return new RecordField(path, Type.LIST, meaning);
    }
}
