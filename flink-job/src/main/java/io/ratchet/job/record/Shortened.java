package io.ratchet.job.record;

/** Texts that are cut where they are too long for their record, and say so. */
final class Shortened {
    private Shortened() {}

    /** A text of so many characters at most, but for the words that say that it was cut. */
    static String text(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Math.max(0, characters);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "… (cut from " + text.length() + " characters)";
    }
}
