package io.ratchet.job.draft;

import java.util.regex.Pattern;

/**
 * A number in a form for readers, which no decoder reads: with a unit, or with groups of digits.
 */
final class DressedNumber {
    private static final Pattern FORM =
            Pattern.compile(
                    "[$€£]?\\s?[+-]?("
                            // 1.234,56 or 1,234.56 or 1 234
                            + "\\d{1,3}([.,'\\s]\\d{3})+([.,]\\d+)?"
                            // 3,14 and 3.14
                            + "|\\d+([.,]\\d+)?"
                            + ")\\s?(%|[$€£]|kg|km|cm|mm|m|g|s|ms|h|min|kB|MB|GB|EUR|USD|GBP)?");

    private DressedNumber() {}

    static boolean is(String text) {
        return text.length() <= 40 && FORM.matcher(text).matches();
    }
}
