package io.ratchet.training.batch;

/** Reads what a {@link BitWriter} has written. */
final class BitReader {
    private final byte[] bytes;
    private long at;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The next number.
     *
     * @throws IllegalArgumentException if there is none
     */
    long readNumber(int order) {
        int width = 0;
        while (readBit() == 1) {
            width++;
        }
        if (width + order > Long.SIZE - 2) {
            throw new IllegalArgumentException(
                    "No packed number has " + width + " bits at order " + order + ".");
        }
        long quotient = (1L << width | readBits(width)) - 1;
        return quotient << order | readBits(order);
    }

    private long readBits(int count) {
        long bits = 0;
        for (int bit = 0; bit < count; bit++) {
            bits |= (long) readBit() << bit;
        }
        return bits;
    }

    private int readBit() {
        int index = (int) (at / Byte.SIZE);
        if (index >= bytes.length) {
            throw new IllegalArgumentException(
                    "Packed numbers end after "
                            + bytes.length
                            + " bytes, before the last of them.");
        }
        int bit = bytes[index] >>> (int) (at % Byte.SIZE) & 1;
        at++;
        return bit;
    }
}
