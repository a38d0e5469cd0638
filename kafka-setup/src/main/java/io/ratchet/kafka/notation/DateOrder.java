package io.ratchet.kafka.notation;

/** In which order the parts of a date stand. */
public enum DateOrder {
    /** As in 2024-12-31. */
    YEAR_FIRST("date"),
    /** As in 31.12.2024 or 31/12/2024. */
    DAY_FIRST("date-day-first"),
    /** As in 12/31/2024. */
    MONTH_FIRST("date-month-first");

    private final String code;

    DateOrder(String code) {
        this.code = code;
    }

    /** The stable text that stands for it in configurations. */
    public String code() {
        return code;
    }
}
