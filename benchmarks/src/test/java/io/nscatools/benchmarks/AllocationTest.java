package io.nscatools.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a packet costs the heap: nothing, until its domain object is made. What the first packets make, as a credential
 * and the virtual machine warm up, does not count.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** More than any method takes until it has all it needs. */
    private static final int WARM_UP_PACKETS = 100;

    private static final int PACKETS = 20;
    private static final int ATTEMPTS = 100;

    private final DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);

    @ParameterizedTest
    @EnumSource
    void decodesWithoutAllocationUpToTheDomainObject(EncryptionMethod method) {
        CipherSession session = session(method);
        byte[] plain = codec.encode(
                new DataPacket(
                        1795478400, 2, ByteString.of("firestorm"), ByteString.of("TCP Wrappers"), ByteString.of("o")),
                new Random(1));
        byte[] cipher = plain.clone();
        session(method).encrypt(cipher, 0, cipher.length);
        byte[] bytes = new byte[plain.length];
        assertThat(leastAllocation(() -> {
                    System.arraycopy(cipher, 0, bytes, 0, cipher.length);
                    session.startPacket();
                    session.decrypt(bytes, 0, bytes.length);
                    DataPacketCodec.version(bytes, 0);
                    DataPacketCodec.timestamp(bytes, 0);
                    codec.isIntact(bytes, 0);
                }))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void encryptsWithoutAllocation(EncryptionMethod method) {
        CipherSession session = session(method);
        byte[] bytes = new byte[PacketLayout.CURRENT.packetLength()];
        assertThat(leastAllocation(() -> {
                    session.startPacket();
                    session.encrypt(bytes, 0, bytes.length);
                }))
                .isZero();
    }

    private static CipherSession session(EncryptionMethod method) {
        Secret password = new Secret("a password of the test".getBytes(StandardCharsets.US_ASCII));
        return new Credential(method, password).newSession(InitPacket.create(new Random(1), Clock.systemUTC()));
    }

    /** Returns the bytes allocated by some packets: 0 as soon as there are none, else the last ones measured. */
    private static long leastAllocation(Runnable packet) {
        for (int i = 0; i < WARM_UP_PACKETS; i++) {
            packet.run();
        }
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; allocated > 0 && attempt < ATTEMPTS; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < PACKETS; i++) {
                packet.run();
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }
}
