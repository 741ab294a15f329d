package io.nscatools.protocol;

import static io.nscatools.protocol.SaferTables.bias;
import static io.nscatools.protocol.SaferTables.exp;
import static io.nscatools.protocol.SaferTables.log;
import static io.nscatools.protocol.SaferTables.rotateLeft;

import java.util.Arrays;

/**
 * SAFER+ with a key of 32 bytes: 16-byte block, 16 rounds. libmcrypt takes the 4-byte groups of key and block in
 * reverse order, last group first (fact 14).
 *
 * <p>The 16 bytes stand in four longs, four bytes in each with 16 bits to grow. So an addition does four bytes, and
 * only the eight lowest bits are looked at again. All transforms of a round add the even to the odd positions and those
 * to the even ones, the even ones staying where they are, the odd ones shuffled in between.
 *
 * <p>Source: James L. Massey, Gurgen H. Khachatrian, Melsik K. Kuregian, "Nomination of SAFER+ as Candidate Algorithm
 * for the Advanced Encryption Standard", 1998.
 */
final class SaferPlus extends BlockCipher {
    private static final int BLOCK_LENGTH = 16;
    private static final int KEY_LENGTH = 32;
    private static final int ROUNDS = 16;
    /** Round keys up to this one have a double power of 45 for their bias, those after it a single one. */
    private static final int LAST_DOUBLE_BIAS = 16;

    /** Which byte stands where, lowest bits of the first long first, when the first key of a round is added. */
    private static final int[] BEFORE = {4, 10, 8, 6, 2, 14, 12, 0, 5, 11, 9, 7, 3, 15, 13, 1};
    /** The same when the second key of a round is added. */
    private static final int[] AFTER = {0, 2, 4, 6, 8, 12, 10, 14, 1, 3, 5, 7, 9, 13, 11, 15};

    private static final long LANE_0 = 0xffffL;
    private static final long LANE_1 = LANE_0 << 16;
    private static final long LANE_2 = LANE_0 << 32;
    private static final long LANE_3 = LANE_0 << 48;

    private static final int EXP = 0;
    private static final int LOG = 512;
    /** Powers and logarithms, each followed by the same 16 bits higher. */
    private static final int[] S = new int[1024];

    static {
        for (int i = 0; i < 256; i++) {
            S[EXP + i] = exp(i) & 0xff;
            S[EXP + 256 + i] = (exp(i) & 0xff) << 16;
            S[LOG + i] = log(i) & 0xff;
            S[LOG + 256 + i] = (log(i) & 0xff) << 16;
        }
    }

    /** For each of the 33 keys four longs to XOR and four to add. */
    private final long[] keys = new long[8 * (2 * ROUNDS + 1)];

    /** The four longs of all windows. */
    private long[][] lanes = new long[4][0];

    SaferPlus(byte[] key) {
        super(BLOCK_LENGTH);
        byte[] register = new byte[KEY_LENGTH + 1];
        for (int i = 0; i < KEY_LENGTH; i++) {
            register[i] = key[KEY_LENGTH - 4 - i / 4 * 4 + i % 4];
            register[KEY_LENGTH] ^= register[i];
        }
        setKey(0, Arrays.copyOf(register, BLOCK_LENGTH));
        for (int n = 1; n <= 2 * ROUNDS; n++) {
            for (int i = 0; i < register.length; i++) {
                register[i] = rotateLeft(register[i], 3);
            }
            byte[] roundKey = new byte[BLOCK_LENGTH];
            for (int j = 0; j < BLOCK_LENGTH; j++) {
                int x = 17 * (n + 1) + j + 1;
                int bias = n <= LAST_DOUBLE_BIAS ? bias(x) : exp(x);
                roundKey[j] = (byte) (register[(n + j) % register.length] + bias);
            }
            setKey(n, roundKey);
        }
    }

    /** Bytes 0, 3, 4, 7, 8, 11, 12 and 15 are XORed with the first key of a round, the others with the second one. */
    private void setKey(int n, byte[] key) {
        int[] places = n % 2 == 0 ? BEFORE : AFTER;
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            int index = places[i];
            boolean exponential = index % 4 == 0 || index % 4 == 3;
            int kind = exponential == (n % 2 == 0) ? 0 : 4;
            keys[8 * n + kind + i / 4] |= (key[index] & 0xffL) << 16 * (i % 4);
        }
    }

    @Override
    void encrypt(int[] history, int at) {
        int w = history[at + 12];
        int x = history[at + 8];
        int y = history[at + 4];
        int z = history[at];
        long even1 = pack(x >>> 24, y >>> 8, y >>> 24, x >>> 8);
        long even2 = pack(w >>> 8, z >>> 8, z >>> 24, w >>> 24);
        long odd1 = pack(x >>> 16, y, y >>> 16, x);
        long odd2 = pack(w, z, z >>> 16, w >>> 16);
        long[] k = keys;
        for (int i = 0; i < k.length - 8; i += 16) {
            long a = (even1 ^ k[i]) + k[i + 4];
            long b = (even2 ^ k[i + 1]) + k[i + 5];
            long c = (odd1 ^ k[i + 2]) + k[i + 6];
            long d = (odd2 ^ k[i + 3]) + k[i + 7];
            even1 = join(low(EXP, b >>> 48) | high(LOG, b), low(EXP, a) | high(LOG, a >>> 48));
            even2 = join(low(EXP, a >>> 32) | high(EXP, b >>> 32), low(LOG, a >>> 16) | high(LOG, b >>> 16));
            odd1 = join(low(LOG, d >>> 48) | high(EXP, d), low(LOG, c) | high(EXP, c >>> 48));
            odd2 = join(low(LOG, c >>> 32) | high(LOG, d >>> 32), low(EXP, c >>> 16) | high(EXP, d >>> 16));
            even1 = (even1 ^ k[i + 8]) + k[i + 12];
            even2 = (even2 ^ k[i + 9]) + k[i + 13];
            odd1 = (odd1 ^ k[i + 10]) + k[i + 14];
            odd2 = (odd2 ^ k[i + 11]) + k[i + 15];

            odd1 += even1;
            odd2 += even2;
            even1 += odd1;
            even2 += odd2;
            odd1 = Long.rotateLeft(odd1, 16) + even1;
            odd2 = Long.rotateLeft(odd2, 32) + even2;
            even1 += odd1;
            even2 += odd2;
            long shuffled = Long.rotateLeft(odd1, 32) & ~LANE_1 | odd2 & LANE_1;
            odd2 = (odd2 << 16 & (LANE_1 | LANE_3) | odd2 >>> 16 & LANE_2 | odd1 >>> 48) + even2;
            odd1 = shuffled + even1;
            even1 += odd1;
            even2 += odd2;
            shuffled = odd2 >>> 32 & LANE_0 | odd2 << 16 & LANE_1 | odd2 >>> 16 & LANE_2 | odd2 << 32 & LANE_3;
            odd2 = (odd1 << 16 & (LANE_1 | LANE_3) | odd1 >>> 16 & (LANE_0 | LANE_2)) + even2;
            odd1 = shuffled + even1;
            even1 += odd1;
            even2 += odd2;
        }
        int last = k.length - 8;
        even1 = (even1 ^ k[last]) + k[last + 4];
        even2 = (even2 ^ k[last + 1]) + k[last + 5];
        odd1 = (odd1 ^ k[last + 2]) + k[last + 6];
        odd2 = (odd2 ^ k[last + 3]) + k[last + 7];
        block[0] = word(even2 >>> 32, odd2 >>> 32, even2 >>> 16, odd2 >>> 16);
        block[1] = word(even1 >>> 32, odd1 >>> 32, even1 >>> 16, odd1 >>> 16);
        block[2] = word(even1, odd1, even1 >>> 48, odd1 >>> 48);
        block[3] = word(even2 >>> 48, odd2 >>> 48, even2, odd2);
    }

    /** A substitute for the lower byte of an int, whose lane begins at bit 0. */
    private static int low(int table, long index) {
        return S[table + ((int) index & 0xff)];
    }

    /** A substitute for the upper one, whose lane begins at bit 16. */
    private static int high(int table, long index) {
        return S[table + 256 + ((int) index & 0xff)];
    }

    private static long join(int low, int high) {
        return (long) high << 32 | low;
    }

    private static long pack(int a, int b, int c, int d) {
        return a & 0xff | (b & 0xff) << 16 | (c & 0xffL) << 32 | (d & 0xffL) << 48;
    }

    private static int word(long a, long b, long c, long d) {
        return (int) a << 24 | ((int) b & 0xff) << 16 | ((int) c & 0xff) << 8 | (int) d & 0xff;
    }

    /** Each step for all windows before the next one: then the compiler has vectors for all but the substitution. */
    @Override
    void encryptWindows(int[] history, int count, byte[] stream) {
        if (lanes[0].length < count) {
            lanes = new long[4][count];
        }
        long[][] l = lanes;
        for (int i = 0; i < count; i++) {
            int w = history[i + 12];
            int x = history[i + 8];
            int y = history[i + 4];
            int z = history[i];
            l[0][i] = pack(x >>> 24, y >>> 8, y >>> 24, x >>> 8);
            l[1][i] = pack(w >>> 8, z >>> 8, z >>> 24, w >>> 24);
            l[2][i] = pack(x >>> 16, y, y >>> 16, x);
            l[3][i] = pack(w, z, z >>> 16, w >>> 16);
        }
        for (int k = 0; k < keys.length - 8; k += 16) {
            for (int j = 0; j < 4; j++) {
                addKey(l[j], keys[k + j], keys[k + j + 4], count);
            }
            substituteEven(l[0], l[1], count);
            substituteOdd(l[2], l[3], count);
            for (int j = 0; j < 4; j++) {
                addKey(l[j], keys[k + j + 8], keys[k + j + 12], count);
            }
            transform(l[0], l[1], l[2], l[3], count);
        }
        long last = keys[keys.length - 8 + 1] >>> 32;
        for (int i = 0; i < count; i++) {
            stream[i] = (byte) (l[1][i] >>> 32 ^ last);
        }
    }

    private static void addKey(long[] lane, long xor, long add, int count) {
        for (int i = 0; i < count; i++) {
            lane[i] = (lane[i] ^ xor) + add;
        }
    }

    private static void substituteEven(long[] first, long[] second, int count) {
        for (int i = 0; i < count; i++) {
            long a = first[i];
            long b = second[i];
            first[i] = join(low(EXP, b >>> 48) | high(LOG, b), low(EXP, a) | high(LOG, a >>> 48));
            second[i] = join(low(EXP, a >>> 32) | high(EXP, b >>> 32), low(LOG, a >>> 16) | high(LOG, b >>> 16));
        }
    }

    private static void substituteOdd(long[] first, long[] second, int count) {
        for (int i = 0; i < count; i++) {
            long c = first[i];
            long d = second[i];
            first[i] = join(low(LOG, d >>> 48) | high(EXP, d), low(LOG, c) | high(EXP, c >>> 48));
            second[i] = join(low(LOG, c >>> 32) | high(LOG, d >>> 32), low(EXP, c >>> 16) | high(EXP, d >>> 16));
        }
    }

    private static void transform(long[] firstEven, long[] secondEven, long[] firstOdd, long[] secondOdd, int count) {
        for (int i = 0; i < count; i++) {
            long even1 = firstEven[i];
            long even2 = secondEven[i];
            long odd1 = firstOdd[i];
            long odd2 = secondOdd[i];
            odd1 += even1;
            odd2 += even2;
            even1 += odd1;
            even2 += odd2;
            odd1 = Long.rotateLeft(odd1, 16) + even1;
            odd2 = Long.rotateLeft(odd2, 32) + even2;
            even1 += odd1;
            even2 += odd2;
            long shuffled = Long.rotateLeft(odd1, 32) & ~LANE_1 | odd2 & LANE_1;
            odd2 = (odd2 << 16 & (LANE_1 | LANE_3) | odd2 >>> 16 & LANE_2 | odd1 >>> 48) + even2;
            odd1 = shuffled + even1;
            even1 += odd1;
            even2 += odd2;
            shuffled = odd2 >>> 32 & LANE_0 | odd2 << 16 & LANE_1 | odd2 >>> 16 & LANE_2 | odd2 << 32 & LANE_3;
            odd2 = (odd1 << 16 & (LANE_1 | LANE_3) | odd1 >>> 16 & (LANE_0 | LANE_2)) + even2;
            odd1 = shuffled + even1;
            even1 += odd1;
            even2 += odd2;
            firstEven[i] = even1;
            secondEven[i] = even2;
            firstOdd[i] = odd1;
            secondOdd[i] = odd2;
        }
    }
}
