package io.nscatools.benchmarks;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Makes encrypted packets for one connection, for much less than a client pays, so that load does not cost more than
 * the server that it is put on. Every packet is a good one with a host name of its own.
 *
 * <p>A cipher feedback stream forgets: once as many bytes of ciphertext as a block has are the same, so is the key
 * stream that follows. So after a host name and its NUL, the filler of the field is chosen so that its
 * <em>ciphertext</em> is always the same; the rest of the packet is then the same ciphertext each time, made once. The
 * CRC-32, which stands before all that, is always the same too: the last four bytes of the packet, filler again, are
 * chosen to give it. Some 110 steps of the cipher remain of 4304.
 */
final class PacketSource {
    /** The host name's field with its NUL: {@code h} and 9 digits. */
    private static final int HOST_NAME_OFFSET = 14;

    private static final int HOST_NAME_DIGITS = 9;
    /** Added to a number it leaves the leading zeros in place. */
    private static final int LEADING_DIGIT = 1_000_000_000;

    private static final int SYNC_OFFSET = HOST_NAME_OFFSET + 1 + HOST_NAME_DIGITS + 1;
    /** The largest block of any method. */
    private static final int SYNC_LENGTH = 32;

    private static final int REST_OFFSET = SYNC_OFFSET + SYNC_LENGTH;
    private static final int LENGTH = PacketLayout.CURRENT.packetLength();
    private static final int FORGED_OFFSET = LENGTH - Integer.BYTES;
    private static final int CRC_OFFSET = 4;
    private static final int CRC = 0x12345678;

    private final Factory shared;
    private final CipherSession session;
    private final long timestamp;
    private final byte[] plain;
    private final byte[] scratch = new byte[SYNC_LENGTH];
    private final CRC32 crc = new CRC32();

    /** Makes sources for connections under one credential. */
    static final class Factory {
        private final Credential credential;
        private final boolean feedback;
        /** A packet in the clear, its filler random. */
        private final byte[] plain;
        /** The ciphertext that is always the same, from {@link #SYNC_OFFSET} on. */
        private final byte[] encrypted;

        Factory(Credential credential, String serviceDescription, String pluginOutput) {
            this.credential = credential;
            this.plain = new DataPacketCodec(PacketLayout.CURRENT)
                    .encode(
                            new DataPacket(
                                    0,
                                    2,
                                    ByteString.of(hostName(0)),
                                    ByteString.of(serviceDescription),
                                    ByteString.of(pluginOutput)),
                            new SplittableRandom(1));
            this.encrypted = plain.clone();
            CipherSession any = credential.newSession(new InitPacket(ByteString.of("i".repeat(128)), 0));
            any.decrypt(encrypted.clone(), SYNC_OFFSET, SYNC_LENGTH);
            any.encrypt(encrypted, REST_OFFSET, FORGED_OFFSET - REST_OFFSET);
            this.feedback = credential.method() != EncryptionMethod.XOR && credential.method() != EncryptionMethod.NONE;
        }

        PacketSource forConnection(InitPacket init) {
            return new PacketSource(this, credential.newSession(init), init.timestamp());
        }
    }

    private PacketSource(Factory shared, CipherSession session, long timestamp) {
        this.shared = shared;
        this.session = session;
        this.timestamp = timestamp;
        this.plain = shared.plain.clone();
    }

    static String hostName(int id) {
        return "h" + Integer.toString(LEADING_DIGIT + id).substring(1);
    }

    /** Writes the packet of host {@link #hostName(int)} to {@code target}. */
    void put(int id, byte[] target, int offset) {
        putInt(plain, CRC_OFFSET, 0);
        putInt(plain, CRC_OFFSET + Integer.BYTES, (int) timestamp);
        byte[] name = hostName(id).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, plain, HOST_NAME_OFFSET, name.length);
        session.startPacket();
        if (shared.feedback) {
            putForged(target, offset);
        } else {
            putPlainly(target, offset);
        }
    }

    private void putPlainly(byte[] target, int offset) {
        crc.reset();
        crc.update(plain);
        System.arraycopy(plain, 0, target, offset, LENGTH);
        putInt(target, offset + CRC_OFFSET, (int) crc.getValue());
        session.encrypt(target, offset, LENGTH);
    }

    private void putForged(byte[] target, int offset) {
        byte[] encrypted = shared.encrypted;
        System.arraycopy(encrypted, SYNC_OFFSET, target, offset + SYNC_OFFSET, FORGED_OFFSET - SYNC_OFFSET);
        System.arraycopy(plain, 0, target, offset, SYNC_OFFSET);
        putInt(target, offset + CRC_OFFSET, CRC);
        session.encrypt(target, offset, SYNC_OFFSET);
        // Decrypting the fixed ciphertext tells the filler that leads to it.
        System.arraycopy(encrypted, SYNC_OFFSET, plain, SYNC_OFFSET, SYNC_LENGTH);
        session.decrypt(plain, SYNC_OFFSET, SYNC_LENGTH);
        // Brings the session to where the rest of the packet ends.
        System.arraycopy(encrypted, FORGED_OFFSET - SYNC_LENGTH, scratch, 0, SYNC_LENGTH);
        session.decrypt(scratch, 0, SYNC_LENGTH);
        crc.reset();
        crc.update(plain, 0, FORGED_OFFSET);
        Crc32Forge.put((int) crc.getValue(), CRC, target, offset + FORGED_OFFSET);
        session.encrypt(target, offset + FORGED_OFFSET, Integer.BYTES);
    }

    private static void putInt(byte[] bytes, int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[offset + i] = (byte) (value >>> (24 - 8 * i));
        }
    }
}
