package io.ratchet.operator.failure;

/**
 * What the table says of a failure.
 *
 * @param place where it came
 * @param row the row that fits
 * @param cause what the failure says
 */
public record Verdict(Place place, FailureCase row, String cause) {
    /** What becomes of the job. */
    public Ruling ruling() {
        return row.ruling();
    }

    /** Cause and instruction, for a reader. */
    public String text() {
        String sentence = cause.strip();
        if (!sentence.endsWith(".")) {
            sentence += ".";
        }
        return row.instruction().isEmpty() ? sentence : sentence + " " + row.instruction();
    }
}
