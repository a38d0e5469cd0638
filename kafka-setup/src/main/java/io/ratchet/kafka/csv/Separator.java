package io.ratchet.kafka.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stands between the fields of a CSV line. */
public enum Separator {
    /** That of RFC 4180. */
    COMMA("comma", ',', "commas"),
    /** That of spreadsheets where the comma is the decimal mark. */
    SEMICOLON("semicolon", ';', "semicolons"),
    /** That of TSV. */
    TAB("tab", '\t', "tabs"),
    /** That of many databases. */
    BAR("bar", '|', "vertical bars");

    private final String code;
    private final char sign;
    private final String words;

    Separator(String code, char sign, String words) {
        this.code = code;
        this.sign = sign;
        this.words = words;
    }

    /** The stable text that stands for it in configurations and options. */
    public String code() {
        return code;
    }

    /** Many of them, for a sentence. */
    public String words() {
        return words;
    }

    /** Its byte in UTF-8. */
    public byte sign() {
        return (byte) sign;
    }

    /** The codes of all. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Separator::code).toList();
    }

    /** The one with the code, or that is written so itself. */
    public static Optional<Separator> ofText(String text) {
        return Arrays.stream(values())
                .filter(each -> each.code.equals(text) || text.equals(String.valueOf(each.sign)))
                .findFirst();
    }
}
