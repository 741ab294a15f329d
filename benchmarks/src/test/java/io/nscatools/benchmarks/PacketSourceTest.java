package io.nscatools.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.RejectedException;
import io.nscatools.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketSourceTest {
    @ParameterizedTest
    @EnumSource
    void makesPacketsThatDecode(EncryptionMethod method) throws RejectedException {
        Credential credential =
                new Credential(method, new Secret("a long password".getBytes(StandardCharsets.US_ASCII)));
        PacketSource.Factory factory = new PacketSource.Factory(credential, "TCP Wrappers", "Denied sshd-peer");
        for (int connection = 0; connection < 2; connection++) {
            InitPacket init = InitPacket.create(new SecureRandom(), Clock.systemUTC());
            PacketSource source = factory.forConnection(init);
            CipherSession receiver = credential.newSession(init);
            byte[] bytes = new byte[PacketLayout.CURRENT.packetLength()];
            for (int id = 0; id < 5; id++) {
                source.put(id, bytes, 0);
                receiver.startPacket();
                receiver.decrypt(bytes, 0, bytes.length);
                assertThat(new DataPacketCodec(PacketLayout.CURRENT).decode(bytes, 0))
                        .isEqualTo(new DataPacket(
                                init.timestamp(),
                                2,
                                ByteString.of("h00000000" + id),
                                ByteString.of("TCP Wrappers"),
                                ByteString.of("Denied sshd-peer")));
            }
        }
    }
}
