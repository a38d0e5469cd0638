package io.ratchet.job.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Which part of a value a record is, where the value is larger than its topic takes. All parts have
 * the same fields, but for the places, and stand behind one another in one transaction.
 *
 * @param number from 1 on
 * @param count how many there are
 */
record Part(int number, int count) {
    /** A value in one record: the usual case. */
    static final Part WHOLE = new Part(1, 1);

    /** The one that takes most room. */
    static final Part WIDEST = new Part(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final String NUMBER = "part";
    private static final String COUNT = "parts";

    static Part read(JsonNode node) {
        return new Part(node.path(NUMBER).asInt(1), node.path(COUNT).asInt(1));
    }

    /** Written only where there are several. */
    void write(JsonGenerator json) throws IOException {
        if (count > 1) {
            json.writeNumberField(NUMBER, number);
            json.writeNumberField(COUNT, count);
        }
    }

    boolean isLast() {
        return number == count;
    }
}
