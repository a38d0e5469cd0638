package io.ratchet.drill.measure;

/**
 * What a run that was disturbed has come to, beside the same run in a plain loop.
 *
 * @param steps the last step
 * @param gaps records and steps that no committed step record accounts for
 * @param repeated records and steps that more than one accounts for
 * @param sha256 of the model
 * @param expectedSha256 of the plain loop's model
 */
public record Verdict(long steps, long gaps, long repeated, String sha256, String expectedSha256) {
    /** Whether both models are the same, to the bit. */
    public boolean identical() {
        return sha256.equals(expectedSha256);
    }

    /** Whether nothing slipped. */
    public boolean clean() {
        return gaps == 0 && repeated == 0 && identical();
    }
}
