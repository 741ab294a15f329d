package io.nscatools.benchmarks;

/** Finds the four bytes at the end of a message that give it a wanted CRC-32. */
final class Crc32Forge {
    private static final int POLYNOMIAL = 0xedb88320;
    private static final int[] TABLE = new int[256];
    /** The index of the table's entry whose highest byte is the given one; there is one for each. */
    private static final int[] BY_HIGHEST_BYTE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value >>> 1) ^ (POLYNOMIAL & -(value & 1));
            }
            TABLE[i] = value;
            BY_HIGHEST_BYTE[value >>> 24] = i;
        }
    }

    private Crc32Forge() {}

    /**
     * Writes four bytes to {@code bytes} at {@code offset}.
     *
     * @param before the CRC-32 of the message without them
     * @param wanted the CRC-32 of the message with them
     */
    static void put(int before, int wanted, byte[] bytes, int offset) {
        int register = ~wanted;
        for (int i = 0; i < Integer.BYTES; i++) {
            int index = BY_HIGHEST_BYTE[register >>> 24];
            register = ((register ^ TABLE[index]) << 8) | index;
        }
        int tail = register ^ ~before;
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[offset + i] = (byte) (tail >>> (8 * i));
        }
    }
}
