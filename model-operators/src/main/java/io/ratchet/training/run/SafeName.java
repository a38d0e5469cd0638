package io.ratchet.training.run;

/**
 * The one rule for ids: what may be the name of a file, of a folder, of a topic and of a
 * transaction, and begin one, on every system that Ratchet writes to.
 *
 * <p>An id begins with a letter or digit. So it is neither {@code .} nor {@code ..}, which would
 * write into another folder, nor hidden, nor taken for an option of a command. It is short enough
 * for what is put before and behind it: Kafka's names have 249 characters at most, those of files
 * 255 bytes.
 */
public final class SafeName {
    /** A regular expression that every id matches. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** The rule in words. */
    public static final String WORDS =
            "1 to 100 letters, digits, dots, dashes or underscores, of which the first is a letter"
                    + " or digit";

    private SafeName() {}

    /**
     * The id itself.
     *
     * @param what what it names, for the error
     * @throws IllegalArgumentException if it is not safe
     */
    public static String of(String what, String id) {
        if (!id.matches(PATTERN)) {
            throw new IllegalArgumentException(
                    "The "
                            + what
                            + " '"
                            + id
                            + "' cannot be an id: it becomes part of names of files, topics and"
                            + " transactions. Take "
                            + WORDS
                            + ".");
        }
        return id;
    }
}
