package io.ratchet.training.batch;

import java.util.Arrays;

/**
 * Writes numbers bit by bit, small ones in few bits: exponential-Golomb codes, whose order says how
 * large the numbers mostly are. In every byte the lowest bit comes first.
 *
 * <p>A number n of order k is written as w = (n &gt;&gt; k) + 1: as many ones as w has bits below
 * its highest, a zero, these bits, then the k lowest bits of n.
 */
final class BitWriter {
    private static final int FIRST_CAPACITY = 64;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private long bitCount;

    void writeNumber(long number, int order) {
        long quotient = (number >>> order) + 1;
        int width = Long.SIZE - 1 - Long.numberOfLeadingZeros(quotient);
        for (int one = 0; one < width; one++) {
            writeBit(1);
        }
        writeBit(0);
        writeBits(quotient, width);
        writeBits(number, order);
    }

    private void writeBits(long bits, int count) {
        for (int bit = 0; bit < count; bit++) {
            writeBit(bits >>> bit & 1);
        }
    }

    private void writeBit(long bit) {
        int index = Math.toIntExact(bitCount / Byte.SIZE);
        if (index == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
        }
        bytes[index] |= (byte) (bit << bitCount % Byte.SIZE);
        bitCount++;
    }

    /** What was written, filled up with zeros to whole bytes. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, Math.toIntExact((bitCount + Byte.SIZE - 1) / Byte.SIZE));
    }
}
