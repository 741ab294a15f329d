package io.nscatools.protocol;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * Turns {@link DataPacket}s into bytes and back, before encryption and after decryption, in one {@link PacketLayout}.
 * Not for use by several threads at once.
 */
public final class DataPacketCodec {
    private static final byte[] NO_CRC = new byte[PacketLayout.CRC_LENGTH];

    private final PacketLayout layout;
    private final CRC32 crc = new CRC32();

    /** A codec for packets of {@code layout}. */
    public DataPacketCodec(PacketLayout layout) {
        this.layout = layout;
    }

    /** Returns the layout of the packets. */
    public PacketLayout layout() {
        return layout;
    }

    /**
     * Returns the bytes of {@code packet}. All that no field fills is random, as the reference has it (fact 4): zeros
     * would show an eavesdropper the key stream.
     *
     * @throws IllegalArgumentException if a text is longer than its field holds or has a NUL in it
     */
    public byte[] encode(DataPacket packet, RandomGenerator filler) {
        byte[] bytes = new byte[layout.packetLength()];
        filler.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putShort(PacketLayout.VERSION_OFFSET, (short) PacketLayout.VERSION);
        ByteBuffer.wrap(bytes).putInt(PacketLayout.TIMESTAMP_OFFSET, (int) packet.timestamp());
        ByteBuffer.wrap(bytes).putShort(PacketLayout.RETURN_CODE_OFFSET, (short) packet.returnCode());
        putText(packet.hostName(), "host name", bytes, PacketLayout.HOST_NAME_OFFSET, PacketLayout.HOST_NAME_LENGTH);
        putText(
                packet.serviceDescription(),
                "service description",
                bytes,
                PacketLayout.SERVICE_DESCRIPTION_OFFSET,
                PacketLayout.SERVICE_DESCRIPTION_LENGTH);
        putText(
                packet.pluginOutput(),
                "plugin output",
                bytes,
                PacketLayout.PLUGIN_OUTPUT_OFFSET,
                layout.pluginOutputLength());
        ByteBuffer.wrap(bytes).putInt(PacketLayout.CRC_OFFSET, checksum(bytes, 0));
        return bytes;
    }

    /**
     * Returns the packet in the decrypted {@code bytes} from {@code offset} on. A text without its closing NUL ends
     * with its field, one byte short of it (fact 21).
     *
     * @throws RejectedException if the version or the CRC-32 is not that of a packet
     */
    public DataPacket decode(byte[] bytes, int offset) throws RejectedException {
        int version = version(bytes, offset);
        if (version != PacketLayout.VERSION) {
            throw new RejectedException(
                    RejectReason.PACKET_VERSION,
                    "packet version is " + version + " instead of " + PacketLayout.VERSION);
        }
        if (!isIntact(bytes, offset)) {
            throw new RejectedException(RejectReason.CHECKSUM, "the packet's CRC-32 is wrong");
        }
        return new DataPacket(
                timestamp(bytes, offset),
                int16(bytes, offset + PacketLayout.RETURN_CODE_OFFSET),
                text(bytes, offset + PacketLayout.HOST_NAME_OFFSET, PacketLayout.HOST_NAME_LENGTH),
                text(bytes, offset + PacketLayout.SERVICE_DESCRIPTION_OFFSET, PacketLayout.SERVICE_DESCRIPTION_LENGTH),
                text(bytes, offset + PacketLayout.PLUGIN_OUTPUT_OFFSET, layout.pluginOutputLength()));
    }

    /** Returns the version field of the decrypted packet that begins at {@code offset}. */
    public static int version(byte[] bytes, int offset) {
        return int16(bytes, offset + PacketLayout.VERSION_OFFSET);
    }

    /** Returns the time of the decrypted packet that begins at {@code offset}, in seconds since 1970. */
    public static long timestamp(byte[] bytes, int offset) {
        return Integer.toUnsignedLong(int32(bytes, offset + PacketLayout.TIMESTAMP_OFFSET));
    }

    /** Returns whether the decrypted bytes from {@code offset} on carry their own CRC-32. */
    public boolean isIntact(byte[] bytes, int offset) {
        return checksum(bytes, offset) == int32(bytes, offset + PacketLayout.CRC_OFFSET);
    }

    /** The common CRC-32 over the whole packet, filler included, with the CRC field taken as zero (fact 3). */
    private int checksum(byte[] bytes, int offset) {
        int afterCrc = PacketLayout.CRC_OFFSET + PacketLayout.CRC_LENGTH;
        crc.reset();
        crc.update(bytes, offset, PacketLayout.CRC_OFFSET);
        crc.update(NO_CRC, 0, NO_CRC.length);
        crc.update(bytes, offset + afterCrc, layout.packetLength() - afterCrc);
        return (int) crc.getValue();
    }

    private static int int16(byte[] bytes, int offset) {
        return bytes[offset] << 8 | bytes[offset + 1] & 0xff;
    }

    private static int int32(byte[] bytes, int offset) {
        return int16(bytes, offset) << 16 | int16(bytes, offset + 2) & 0xffff;
    }

    private static void putText(ByteString text, String name, byte[] bytes, int offset, int length) {
        if (text.length() >= length) {
            throw new IllegalArgumentException(
                    name + " has " + text.length() + " bytes; the packet holds " + (length - 1));
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.byteAt(i) == 0) {
                throw new IllegalArgumentException(name + " has a NUL at byte " + i);
            }
        }
        text.copyTo(bytes, offset);
        bytes[offset + text.length()] = 0;
    }

    private static ByteString text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length - 1 && bytes[end] != 0) {
            end++;
        }
        return ByteString.copyOf(bytes, offset, end - offset);
    }
}
