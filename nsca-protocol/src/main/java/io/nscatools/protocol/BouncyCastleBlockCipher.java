package io.nscatools.protocol;

import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.CAST6Engine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.SerpentEngine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.engines.XTEAEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithSBox;
import org.bouncycastle.crypto.params.RC2Parameters;

/** The block ciphers that Bouncy Castle has, with what libmcrypt does otherwise (fact 14, {@code methods.json}). */
final class BouncyCastleBlockCipher implements BlockCipher {
    /** libmcrypt's effective key length in bits, whatever the length of the key. */
    private static final int RC2_EFFECTIVE_BITS = 1024;

    private final org.bouncycastle.crypto.BlockCipher engine;
    private final int blockLength;

    private BouncyCastleBlockCipher(org.bouncycastle.crypto.BlockCipher engine, CipherParameters parameters) {
        this.engine = engine;
        engine.init(true, parameters);
        this.blockLength = engine.getBlockSize();
    }

    static BlockCipher des(byte[] key) {
        return new BouncyCastleBlockCipher(new DESEngine(), new KeyParameter(key));
    }

    static BlockCipher tripleDes(byte[] key) {
        return new BouncyCastleBlockCipher(new DESedeEngine(), new KeyParameter(key));
    }

    static BlockCipher cast128(byte[] key) {
        return new BouncyCastleBlockCipher(new CAST5Engine(), new KeyParameter(key));
    }

    static BlockCipher cast256(byte[] key) {
        byte[] swapped = SwappedWords.swap(key);
        return new SwappedWords(new BouncyCastleBlockCipher(new CAST6Engine(), new KeyParameter(swapped)));
    }

    static BlockCipher xtea(byte[] key) {
        return new BouncyCastleBlockCipher(new XTEAEngine(), new KeyParameter(key));
    }

    static BlockCipher blowfish(byte[] key) {
        return new BouncyCastleBlockCipher(new BlowfishEngine(), new KeyParameter(key));
    }

    static BlockCipher twofish(byte[] key) {
        return new BouncyCastleBlockCipher(new TwofishEngine(), new KeyParameter(key));
    }

    static BlockCipher rc2(byte[] key) {
        return new BouncyCastleBlockCipher(new RC2Engine(), new RC2Parameters(key, RC2_EFFECTIVE_BITS));
    }

    static BlockCipher serpent(byte[] key) {
        return new BouncyCastleBlockCipher(new SerpentEngine(), new KeyParameter(key));
    }

    /**
     * Bouncy Castle reads the block's words low byte first, libmcrypt high byte first; both the key's low byte first.
     */
    static BlockCipher gost(byte[] key) {
        ParametersWithSBox parameters = new ParametersWithSBox(new KeyParameter(key), gostSBoxes());
        return new SwappedWords(new BouncyCastleBlockCipher(new GOST28147Engine(), parameters));
    }

    /**
     * The rows of Bouncy Castle's table "Default" in reverse order, and the row for the lowest four bits, now the
     * first, ends in 2 instead of 12.
     */
    private static byte[] gostSBoxes() {
        int rowLength = 16;
        byte[] published = GOST28147Engine.getSBox("Default");
        byte[] boxes = new byte[published.length];
        for (int row = 0; row < published.length / rowLength; row++) {
            System.arraycopy(published, boxes.length - (row + 1) * rowLength, boxes, row * rowLength, rowLength);
        }
        boxes[rowLength - 1] = 2;
        return boxes;
    }

    @Override
    public int blockLength() {
        return blockLength;
    }

    @Override
    public void encrypt(byte[] in, int inOffset, byte[] out, int outOffset) {
        engine.processBlock(in, inOffset, out, outOffset);
    }
}
