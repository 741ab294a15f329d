package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What the server sends first, once: 128 bytes of initialisation vector, then its time as 4 bytes, big-endian (fact 1).
 *
 * @param iv the initialisation vector, 128 bytes; a cipher takes as many of the first as its block has
 * @param timestamp the server's time in seconds since 1970, 0 to 4294967295; every data packet carries it back (fact 5)
 */
public record InitPacket(ByteString iv, long timestamp) {
    /** The length of the initialisation vector in bytes. */
    public static final int IV_LENGTH = 128;
    /**
     * How many bytes of the initialisation vector, at its end, announce a {@link Receipt}. No block cipher takes
     * anything from them; XOR does, and 120 random bytes are left for it.
     */
    private static final int ANNOUNCEMENT_LENGTH = 8;

    private static final byte[] ANNOUNCEMENT_LABEL = "NSCA receipt".getBytes(StandardCharsets.US_ASCII);
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The length of the packet in bytes. */
    public static final int LENGTH = IV_LENGTH + Integer.BYTES;

    /** Throws {@code IllegalArgumentException} for an IV of another length or a time that does not fit. */
    public InitPacket {
        if (iv.length() != IV_LENGTH) {
            throw new IllegalArgumentException("an IV has " + IV_LENGTH + " bytes, not " + iv.length());
        }
        WireNumbers.requireTimestamp(timestamp);
    }

    /**
     * Returns a packet with a random IV, the time of {@code clock} and the announcement of a receipt; {@code random}
     * should be a secure one.
     */
    public static InitPacket create(RandomGenerator random, Clock clock) {
        byte[] iv = new byte[IV_LENGTH];
        random.nextBytes(iv);
        System.arraycopy(announcement(iv), 0, iv, IV_LENGTH - ANNOUNCEMENT_LENGTH, ANNOUNCEMENT_LENGTH);
        return new InitPacket(ByteString.copyOf(iv, 0, IV_LENGTH), WireNumbers.timestamp(clock));
    }

    /** Returns the packet in {@code bytes}, which are {@value #LENGTH}. */
    public static InitPacket decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an init packet has " + LENGTH + " bytes, not " + bytes.length);
        }
        long timestamp = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(IV_LENGTH));
        return new InitPacket(ByteString.copyOf(bytes, 0, IV_LENGTH), timestamp);
    }

    /**
     * Returns whether the server gives a {@link Receipt}, so that a connection without one has failed: the last 8 bytes
     * of the IV are the 64-bit FNV-1a hash, big-endian, of {@code "NSCA receipt"} and the 120 bytes before. A C
     * daemon's random bytes are so once in 2<sup>64</sup> connections, and a C client takes them for random.
     */
    public boolean announcesReceipt() {
        byte[] bytes = iv.toByteArray();
        return Arrays.equals(
                announcement(bytes), Arrays.copyOfRange(bytes, IV_LENGTH - ANNOUNCEMENT_LENGTH, IV_LENGTH));
    }

    /**
     * FNV-1a, because it costs nothing: loading what knows SHA-256 takes a client's Java longer than all else it does.
     */
    private static byte[] announcement(byte[] iv) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < ANNOUNCEMENT_LABEL.length; i++) {
            hash = (hash ^ ANNOUNCEMENT_LABEL[i]) * FNV_PRIME;
        }
        for (int i = 0; i < IV_LENGTH - ANNOUNCEMENT_LENGTH; i++) {
            hash = (hash ^ (iv[i] & 0xff)) * FNV_PRIME;
        }
        return ByteBuffer.allocate(ANNOUNCEMENT_LENGTH).putLong(hash).array();
    }

    /** Returns the {@value #LENGTH} bytes of this packet. */
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(iv.toByteArray())
                .putInt((int) timestamp)
                .array();
    }
}
