package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What our server answers when a sender has half-closed a connection and every result of it is safe: 12 bytes, the
 * magic {@code "NSRC"}, the number of accepted and the number of refused results, 4 bytes each, big-endian. Nothing
 * follows but the end of the connection.
 *
 * <p>The NSCA protocol has no acknowledgement: the C daemon sends nothing after its init packet (fact 1), and a C
 * client does not stay to read what our server answers. A server that gives receipts announces it in
 * {@link InitPacket#announcesReceipt()}.
 *
 * @param accepted how many results are safe: written for Nagios, or in the journal on disk; 0 to 4294967295
 * @param refused how many results were dropped for what they say, such as a semicolon in the host name; 0 to 4294967295
 */
public record Receipt(long accepted, long refused) {
    /** The length in bytes. */
    public static final int LENGTH = 12;

    private static final int MAGIC = 0x4e535243;

    /** Throws {@code IllegalArgumentException} for a number that does not fit in 32 bits. */
    public Receipt {
        WireNumbers.requireCount(accepted);
        WireNumbers.requireCount(refused);
    }

    /** Returns the receipt in {@code bytes}, or nothing if they are not the {@value #LENGTH} bytes of one. */
    public static Optional<Receipt> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH || buffer.getInt() != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(
                new Receipt(Integer.toUnsignedLong(buffer.getInt()), Integer.toUnsignedLong(buffer.getInt())));
    }

    /** Returns the {@value #LENGTH} bytes of this receipt. */
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putInt(MAGIC)
                .putInt((int) accepted)
                .putInt((int) refused)
                .array();
    }
}
