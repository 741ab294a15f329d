package io.nscatools.benchmarks;

import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A packet of 4304 bytes through each method, and the beginning of a connection with a known credential. Packets are
 * timed one by one, as those of libmcrypt are, so that those can be told that other load on the machine has disturbed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CipherBenchmark {
    /** The method; all of them unless the command line chooses. */
    @Param
    public EncryptionMethod method;

    private final byte[] packet = new byte[PacketLayout.CURRENT.packetLength()];
    private InitPacket init;
    private Credential credential;
    private CipherSession encrypting;
    private CipherSession decrypting;

    /** Makes both sessions, and so the key schedule. */
    @Setup
    public void begin() {
        init = InitPacket.create(new Random(1), Clock.systemUTC());
        credential = new Credential(method, new Secret("k".repeat(32).getBytes(StandardCharsets.US_ASCII)));
        encrypting = credential.newSession(init);
        decrypting = credential.newSession(init);
    }

    /** Encrypts a packet. */
    @Benchmark
    public byte[] encrypt() {
        encrypting.startPacket();
        encrypting.encrypt(packet, 0, packet.length);
        return packet;
    }

    /** Decrypts a packet. */
    @Benchmark
    public byte[] decrypt() {
        decrypting.startPacket();
        decrypting.decrypt(packet, 0, packet.length);
        return packet;
    }

    /** Begins a connection, which is too short to be timed by itself. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public CipherSession connect() {
        return credential.newSession(init);
    }
}
