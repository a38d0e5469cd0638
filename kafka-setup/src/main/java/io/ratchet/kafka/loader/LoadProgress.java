package io.ratchet.kafka.loader;

import java.time.Duration;

/**
 * How far a load is.
 *
 * @param recordCount records handed to Kafka
 * @param byteCount bytes of the files read, compressed as they lie, all passes together
 * @param totalByteCount bytes that would be read without a limit of records; -1 where that is not
 *     known
 */
public record LoadProgress(
        long recordCount, long byteCount, long totalByteCount, Duration elapsed) {
    /** From 0 to 1, by bytes; 0 where it is not known how many there are. */
    public double fraction() {
        if (!isSized()) {
            return 0;
        }
        return totalByteCount == 0 ? 1 : Math.min(1, (double) byteCount / totalByteCount);
    }

    /** Whether it is known how much there is. */
    public boolean isSized() {
        return totalByteCount >= 0;
    }

    /** Records for each second so far; 0 at the start. */
    public double recordsPerSecond() {
        return elapsed.isZero() ? 0 : recordCount / (elapsed.toNanos() / 1e9);
    }
}
