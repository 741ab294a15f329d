package io.nscatools.server;

import io.netty.buffer.ByteBuf;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out from a connection's first packet which credential it was encrypted with and which layout it has: the first
 * for which the packet carries the right version and its own CRC-32. Shorter layouts are tried first, as a shorter
 * packet may be all that comes, and of two credentials the one that is configured first.
 *
 * <p>What this costs is bounded: each credential decrypts each byte once, and most fail at the version.
 */
final class FirstPacket {
    /** The version is the first field. */
    private static final int VERSION_END = Short.BYTES;

    private final InitPacket init;
    private final List<PacketLayout> layouts;
    private List<Attempt> attempts;
    private int nextLayout;

    /** What has been found out; the session has decrypted the packet and no more. */
    record Found(ServerCredential credential, CipherSession cipher, DataPacketCodec codec, DataPacket packet) {}

    /** Takes the credentials in the order of their configuration and the layouts, the shortest first. */
    FirstPacket(InitPacket init, List<ServerCredential> credentials, List<PacketLayout> layouts) {
        this.init = init;
        this.layouts = layouts;
        this.attempts = credentials.stream()
                .map(credential -> new Attempt(credential, init))
                .toList();
    }

    /**
     * Looks at what has come so far without consuming it. Nothing is returned while more must come.
     *
     * @throws RejectedException once no credential and layout is left
     */
    Optional<Found> find(ByteBuf in) throws RejectedException {
        while (nextLayout < layouts.size()
                && in.readableBytes() >= layouts.get(nextLayout).packetLength()) {
            DataPacketCodec codec = new DataPacketCodec(layouts.get(nextLayout++));
            List<Attempt> alive = new ArrayList<>();
            for (Attempt attempt : attempts) {
                if (attempt.hasVersion(in, codec.layout().packetLength())) {
                    if (codec.isIntact(attempt.plain, 0)) {
                        return Optional.of(
                                new Found(attempt.credential, attempt.cipher, codec, codec.decode(attempt.plain, 0)));
                    }
                    alive.add(attempt);
                }
            }
            attempts = alive;
            if (attempts.isEmpty()) {
                throw new RejectedException(
                        RejectReason.PACKET_VERSION, "no credential decrypts it to a packet of version 3");
            }
        }
        if (nextLayout == layouts.size()) {
            throw new RejectedException(RejectReason.CHECKSUM, "the packet's CRC-32 is wrong: " + remedy());
        }
        return Optional.empty();
    }

    /** Whoever gets version and time right knows the password, so it is the length that is not right. */
    private String remedy() {
        return "it was damaged, or only the beginning of the password is right, or its plugin output has another length"
                + " than " + lengths() + " (plugin_output_length)";
    }

    private String lengths() {
        return layouts.stream()
                .map(layout -> Integer.toString(layout.pluginOutputLength()))
                .collect(Collectors.joining(", "));
    }

    /** Returns whether a packet that begins with what came would have been sent with a known credential. */
    boolean knowsTime(ByteBuf in) {
        return in.readableBytes() >= UndecipherableException.HEAD_LENGTH
                && attempts.stream()
                        .anyMatch(attempt -> attempt.hasVersion(in, UndecipherableException.HEAD_LENGTH)
                                && DataPacketCodec.timestamp(attempt.plain, 0) == init.timestamp());
    }

    /**
     * Returns the rejection for a connection that ended with {@code in} as all that came: when that is a whole packet
     * of a length that is not configured, it says so.
     */
    RejectedException truncated(ByteBuf in) {
        int length = in.readableBytes();
        Optional<PacketLayout> layout = PacketLayout.ofPacketLength(length);
        for (Attempt attempt : layout.isPresent() ? attempts : List.<Attempt>of()) {
            if (attempt.hasVersion(in, length) && new DataPacketCodec(layout.get()).isIntact(attempt.plain, 0)) {
                return new RejectedException(
                        RejectReason.TRUNCATED,
                        "the packet has a plugin output of " + layout.get().pluginOutputLength()
                                + " bytes; add that to plugin_output_length, which is " + lengths());
            }
        }
        return new RejectedException(RejectReason.TRUNCATED, "the connection ended " + length + " bytes into a packet");
    }

    /** One credential, and what it makes of the bytes so far. */
    private static final class Attempt {
        private final ServerCredential credential;
        private final CipherSession cipher;
        private byte[] plain = {};
        private int decrypted;

        private Attempt(ServerCredential credential, InitPacket init) {
            this.credential = credential;
            this.cipher = credential.credential().newSession(init);
            cipher.startPacket();
        }

        /**
         * Returns whether the version is right, and if so decrypts the first {@code length} bytes at least. With a
         * wrong password it mostly is not, and then no more is decrypted than that takes.
         */
        private boolean hasVersion(ByteBuf in, int length) {
            if (length > plain.length) {
                plain = Arrays.copyOf(plain, length);
                in.getBytes(in.readerIndex() + decrypted, plain, decrypted, length - decrypted);
            }
            if (decrypted == 0) {
                decrypt(VERSION_END);
            }
            boolean right = DataPacketCodec.version(plain, 0) == PacketLayout.VERSION;
            if (right) {
                decrypt(plain.length);
            }
            return right;
        }

        private void decrypt(int end) {
            cipher.decrypt(plain, decrypted, end - decrypted);
            decrypted = end;
        }
    }
}
