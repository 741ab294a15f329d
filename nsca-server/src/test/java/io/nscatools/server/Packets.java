package io.nscatools.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import io.nscatools.server.config.CredentialConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What the tests of the server send it. */
final class Packets {
    static final long NOW = 1_795_423_851L;
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    static final InitPacket INIT = InitPacket.create(new Random(1), CLOCK);

    private Packets() {}

    static Credential credential(EncryptionMethod method, String password) {
        return new Credential(method, new Secret(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns what connections share, with look-ups on the calling thread. */
    static ServerContext server(Clock clock) {
        return server(clock, new DirectExecutor());
    }

    /** Returns what connections share, with look-ups on {@code lookups}. */
    static ServerContext server(Clock clock, ExecutorService lookups) {
        return new ServerContext(
                clock,
                new SecureRandom(),
                new Sources(),
                new RejectionLog(System::nanoTime),
                new ServerCounters(),
                lookups,
                new DirectExecutor());
    }

    /** Runs tasks at once. */
    private static final class DirectExecutor extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** Returns {@code credential} as one that is good for everything. */
    static ServerCredential inUse(String name, Credential credential) {
        CredentialConfig config = new CredentialConfig(
                name, credential.method(), new Secret(new byte[0]), List.of(), List.of(), List.of());
        return new ServerCredential(config, credential);
    }

    static DataPacket packet(String host, String service, String output) {
        return new DataPacket(NOW, 2, ByteString.of(host), ByteString.of(service), ByteString.of(output));
    }

    /** Returns what a client sends for {@code packets} on one connection. */
    static ByteBuf encrypted(Credential credential, PacketLayout layout, List<DataPacket> packets) {
        return Unpooled.wrappedBuffer(encryptedBytes(credential, INIT, layout, packets));
    }

    /** Returns what a client sends for {@code packets} on a connection that begins with {@code init}. */
    static byte[] encryptedBytes(
            Credential credential, InitPacket init, PacketLayout layout, List<DataPacket> packets) {
        CipherSession cipher = credential.newSession(init);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (DataPacket packet : packets) {
            byte[] bytes = new DataPacketCodec(layout).encode(packet, new Random(2));
            cipher.startPacket();
            cipher.encrypt(bytes, 0, bytes.length);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
