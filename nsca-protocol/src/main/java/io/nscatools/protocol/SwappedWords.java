package io.nscatools.protocol;

/** A block cipher with the bytes of every 32-bit word of its input and output in reverse order. */
final class SwappedWords implements BlockCipher {
    private static final int WORD = 4;

    private final BlockCipher cipher;
    private final byte[] block;

    SwappedWords(BlockCipher cipher) {
        this.cipher = cipher;
        this.block = new byte[cipher.blockLength()];
    }

    /** Returns a copy of {@code bytes} with every four of them in reverse order. */
    static byte[] swap(byte[] bytes) {
        byte[] swapped = new byte[bytes.length];
        swap(bytes, 0, swapped, 0, bytes.length);
        return swapped;
    }

    private static void swap(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        for (int i = 0; i < length; i += WORD) {
            to[toOffset + i] = from[fromOffset + i + 3];
            to[toOffset + i + 1] = from[fromOffset + i + 2];
            to[toOffset + i + 2] = from[fromOffset + i + 1];
            to[toOffset + i + 3] = from[fromOffset + i];
        }
    }

    @Override
    public int blockLength() {
        return block.length;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        swap(in, inOffset, block, 0, block.length);
        cipher.encrypt(block, 0, block, 0);
        swap(block, 0, out, outOffset, block.length);
    }
}
