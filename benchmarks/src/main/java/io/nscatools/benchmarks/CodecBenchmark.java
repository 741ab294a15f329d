package io.nscatools.benchmarks;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.ExternalCommand;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectedException;
import io.nscatools.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a result costs apart from its transport, step by step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final long TIME = 1_795_478_400;
    /** After these the JDK's AES is at work and all buffers are there. */
    private static final int FIRST_PACKETS = 64;

    private static final byte[] CFG = """
            # nsca.cfg
            server_address=127.0.0.1
            server_port=5667
            command_file=/var/lib/nagios4/rw/nagios.cmd
            alternate_dump_file=/var/run/nagios/nsca.dump
            append_to_file=0
            max_packet_age=30
            aggregate_writes=1
            password=a password of the benchmark
            decryption_method=14
            """.getBytes(StandardCharsets.US_ASCII);

    private final DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);
    private final SplittableRandom random = new SplittableRandom(1);
    private final DataPacket packet = new DataPacket(
            TIME, 2, ByteString.of("firestorm"), ByteString.of("TCP Wrappers"), ByteString.of("Denied sshd-192.0.2.7"));
    private final CheckResult result = packet.toCheckResult();
    private final byte[] plain = codec.encode(packet, random);
    private final byte[] received = new byte[plain.length];
    private byte[] encrypted;
    private CipherSession session;

    /** Encrypts the packet, and decrypts some. */
    @Setup
    public void begin() {
        Credential credential = new Credential(
                EncryptionMethod.RIJNDAEL_128, new Secret("k".repeat(32).getBytes(StandardCharsets.US_ASCII)));
        InitPacket init = InitPacket.create(random, Clock.systemUTC());
        session = credential.newSession(init);
        encrypted = plain.clone();
        credential.newSession(init).encrypt(encrypted, 0, encrypted.length);
        for (int i = 0; i < FIRST_PACKETS; i++) {
            decryptAndCheck();
        }
    }

    /** Decrypts a packet with method 14 and checks version, time and CRC-32: all before the domain object. */
    @Benchmark
    public long decryptAndCheck() {
        System.arraycopy(encrypted, 0, received, 0, received.length);
        session.decrypt(received, 0, received.length);
        // All three each time: as the cipher runs on, the same bytes are a good packet only the first time.
        long version = DataPacketCodec.version(received, 0);
        long timestamp = DataPacketCodec.timestamp(received, 0);
        return codec.isIntact(received, 0) ? version : timestamp;
    }

    /** Makes the domain object of a decrypted packet. */
    @Benchmark
    public CheckResult decode() throws RejectedException {
        return codec.decode(plain, 0).toCheckResult();
    }

    /** Makes a packet of the domain object, before encryption. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(DataPacket.of(result, TIME, PacketLayout.CURRENT), random);
    }

    /** Reads a configuration file of 10 lines. */
    @Benchmark
    public CfgFile parseCfgFile() {
        return CfgFile.parse("nsca.cfg", CFG);
    }

    /** Makes the line for the external command file. */
    @Benchmark
    public byte[] formatExternalCommand() throws RejectedException {
        return ExternalCommand.line(result, TIME);
    }
}
