package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialTest {
    private static final int[] CHUNKS = {1, 7, 64, 720, 4304, Integer.MAX_VALUE};

    static Stream<Vectors.Cipher> recorded() {
        return Vectors.ciphers().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void decryptsWhatTheReferenceEncrypted(Vectors.Cipher vector) throws Exception {
        for (int chunk : CHUNKS) {
            CipherSession session = session(vector);
            for (int i = 0; i < vector.cipher().size(); i++) {
                byte[] bytes = Vectors.bytes(vector.cipher().get(i));
                session.startPacket();
                inChunks(bytes, chunk, session::decrypt);
                assertThat(bytes).isEqualTo(Vectors.bytes(vector.plain().get(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void encryptsAsTheReferenceDoes(Vectors.Cipher vector) throws Exception {
        for (int chunk : CHUNKS) {
            CipherSession session = session(vector);
            for (int i = 0; i < vector.plain().size(); i++) {
                byte[] bytes = Vectors.bytes(vector.plain().get(i));
                session.startPacket();
                inChunks(bytes, chunk, session::encrypt);
                assertThat(bytes).isEqualTo(Vectors.bytes(vector.cipher().get(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void getsBackWhatItEncryptedForAnyPasswordAndSplit(EncryptionMethod method) {
        Random random = new Random(20260711);
        for (int round = 0; round < 100; round++) {
            byte[] password = new byte[random.nextInt(512)];
            random.nextBytes(password);
            Credential credential = new Credential(method, new Secret(password));
            InitPacket init = InitPacket.create(random, Clock.systemUTC());
            byte[] plain = new byte[random.nextInt(10_000)];
            random.nextBytes(plain);
            byte[] bytes = plain.clone();
            inChunks(bytes, 1 + random.nextInt(5000), credential.newSession(init)::encrypt);
            inChunks(bytes, 1 + random.nextInt(5000), credential.newSession(init)::decrypt);
            assertThat(bytes).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsSessionsOfOneCredentialApart(EncryptionMethod method) throws Exception {
        Credential credential = new Credential(method, new Secret(new byte[] {1, 2, 3}));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Stream<Future<byte[]>> results =
                    IntStream.range(0, 64)
                            .mapToObj(seed -> threads.submit(() -> roundTrip(credential, seed)))
                            .toList()
                            .stream();
            int seed = 0;
            for (Future<byte[]> result : results.toList()) {
                assertThat(result.get()).isEqualTo(plain(seed++));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void neverShowsThePassword() {
        Secret secret = new Secret("hunter2hunter2".getBytes(StandardCharsets.US_ASCII));
        assertThat(secret).hasToString("********");
        assertThat(new Credential(EncryptionMethod.XOR, secret)).hasToString("Credential[method=1 (xor)]");
    }

    /** Encrypts and decrypts in small steps, both sessions in turns. */
    private static byte[] roundTrip(Credential credential, int seed) {
        InitPacket init = InitPacket.create(new Random(seed), Clock.systemUTC());
        CipherSession encrypting = credential.newSession(init);
        CipherSession decrypting = credential.newSession(init);
        byte[] bytes = plain(seed);
        for (int i = 0; i < bytes.length; i += 50) {
            int length = Math.min(50, bytes.length - i);
            encrypting.encrypt(bytes, i, length);
            decrypting.decrypt(bytes, i, length);
        }
        return bytes;
    }

    private static byte[] plain(int seed) {
        byte[] plain = new byte[9000];
        new Random(-seed).nextBytes(plain);
        return plain;
    }

    private static CipherSession session(Vectors.Cipher vector) throws Exception {
        EncryptionMethod method = EncryptionMethod.parse(Integer.toString(vector.method()));
        byte[] init = Arrays.copyOf(Vectors.bytes(vector.iv()), InitPacket.LENGTH);
        return new Credential(method, new Secret(Vectors.bytes(vector.passwordHex())))
                .newSession(InitPacket.decode(init));
    }

    private interface Step {
        void apply(byte[] bytes, int offset, int length);
    }

    private static void inChunks(byte[] bytes, int chunk, Step step) {
        for (int offset = 0; offset < bytes.length; ) {
            int length = Math.min(chunk, bytes.length - offset);
            step.apply(bytes, offset, length);
            offset += length;
        }
    }
}
