package io.ratchet.kafka.notation;

/** What stands before the fraction of a number in a CSV line. */
public enum DecimalMark {
    /** As in 3.14. */
    POINT("point", '.'),
    /** As in 3,14. */
    COMMA("comma", ',');

    private final String code;
    private final char sign;

    DecimalMark(String code, char sign) {
        this.code = code;
        this.sign = sign;
    }

    /** The stable text that stands for it in configurations. */
    public String code() {
        return code;
    }

    public byte sign() {
        return (byte) sign;
    }

    /** The number that a text in UTF-8 spells with this mark; NaN where it spells none. */
    public double parse(byte[] text) {
        return DecimalParser.parseDouble(text, 0, text.length, sign());
    }
}
