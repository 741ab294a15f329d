package io.nscatools.server;

import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.server.config.CredentialConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Works out why a connection's first packet could not be decrypted: whether it could have been with another method and
 * a known password, or with a credential that is not for its sender. Runs beside the event loops and only a few times a
 * second, so that nobody can keep the server busy with it.
 */
final class Diagnosis {
    /** What is said of a packet when nothing better is known. */
    static final String UNKNOWN = "wrong password or unknown client";

    private static final int PER_SECOND = 4;
    /** Whoever knows the password and has a wrong clock is still recognised by version and time together. */
    private static final long MAX_CLOCK_SKEW_SECONDS = 86_400;

    private final List<CredentialConfig> credentials;
    private final Executor executor;
    private final TokenBucket bucket = new TokenBucket(PER_SECOND, System.nanoTime());

    /** A diagnosis with the passwords of {@code credentials}, on {@code executor}. */
    Diagnosis(List<CredentialConfig> credentials, Executor executor) {
        this.credentials = credentials;
        this.executor = executor;
    }

    /** Hands what can be said about a packet to {@code then}, on any thread; at once if there is no time for more. */
    void explain(UndecipherableException packet, InetAddress peer, Consumer<String> then) {
        if (!bucket.tryTake(System.nanoTime())) {
            then.accept(UNKNOWN);
            return;
        }
        try {
            executor.execute(() -> then.accept(explain(packet, peer)));
        } catch (RejectedExecutionException e) {
            then.accept(UNKNOWN);
        }
    }

    /** Returns what can be said about a packet. */
    String explain(UndecipherableException packet, InetAddress peer) {
        for (CredentialConfig credential : credentials) {
            if (!credential.isFor(peer) && fits(credential.method(), credential, packet)) {
                return "peer " + Peer.text(peer) + " uses " + credential.name() + ", which is not for its address";
            }
        }
        for (EncryptionMethod method : EncryptionMethod.values()) {
            if (method != EncryptionMethod.NONE && isTaken(method, packet)) {
                return seemsToUse(method, peer);
            }
        }
        // Without encryption no password is needed, so it says the least and comes last.
        return isTaken(EncryptionMethod.NONE, packet) ? seemsToUse(EncryptionMethod.NONE, peer) : UNKNOWN;
    }

    private boolean isTaken(EncryptionMethod method, UndecipherableException packet) {
        return credentials.stream().anyMatch(credential -> fits(method, credential, packet));
    }

    private String seemsToUse(EncryptionMethod method, InetAddress peer) {
        String expected = credentials.stream()
                .filter(credential -> credential.isFor(peer))
                .map(credential -> credential.method().toString())
                .distinct()
                .collect(Collectors.joining(" or "));
        return "peer " + Peer.text(peer) + " seems to use method " + method + "; this server expects " + expected;
    }

    private static boolean fits(EncryptionMethod method, CredentialConfig credential, UndecipherableException packet) {
        InitPacket init = packet.init();
        CipherSession cipher = new Credential(method, credential.password()).newSession(init);
        byte[] head = packet.head();
        cipher.startPacket();
        cipher.decrypt(head, 0, head.length);
        return DataPacketCodec.version(head, 0) == PacketLayout.VERSION
                && Math.abs(DataPacketCodec.timestamp(head, 0) - init.timestamp()) <= MAX_CLOCK_SKEW_SECONDS;
    }
}
