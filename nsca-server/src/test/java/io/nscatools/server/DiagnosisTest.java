package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.channel.embedded.EmbeddedChannel;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import io.nscatools.server.config.CredentialConfig;
import io.nscatools.server.config.Network;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
    private static final String PASSWORD = "the right password";

    private final CredentialConfig expected = config("new", EncryptionMethod.RIJNDAEL_128, PASSWORD, List.of());

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIJNDAEL_128")
    void knowsEveryMethodByItsPassword(EncryptionMethod method) throws Exception {
        assertThat(explain(List.of(expected), method, PASSWORD))
                .isEqualTo("peer 192.0.2.7 seems to use method " + method + "; this server expects 14 (rijndael-128)");
    }

    @Test
    void knowsNothingOfAnotherPassword() throws Exception {
        for (EncryptionMethod method : EncryptionMethod.values()) {
            if (method != EncryptionMethod.NONE) {
                assertThat(explain(List.of(expected), method, "another password"))
                        .isEqualTo("wrong password or unknown client");
            }
        }
    }

    @Test
    void namesAllMethodsThatWouldDo() throws Exception {
        CredentialConfig old = config("old", EncryptionMethod.TWOFISH, "old password", List.of());
        assertThat(explain(List.of(expected, old), EncryptionMethod.DES, "old password"))
                .endsWith("method 2 (des); this server expects 14 (rijndael-128) or 9 (twofish)");
    }

    @Test
    void knowsACredentialOfOtherAddresses() throws Exception {
        CredentialConfig inside = config(
                "inside",
                EncryptionMethod.XOR,
                "p",
                List.of(Network.parse("10.0.0.0/8").orElseThrow()));
        assertThat(explain(List.of(inside, expected), EncryptionMethod.XOR, "p"))
                .isEqualTo("peer 192.0.2.7 uses inside, which is not for its address");
    }

    @Test
    void looksAtAFewPacketsASecondAndNoMore() throws Exception {
        List<Runnable> run = new ArrayList<>();
        Diagnosis diagnosis = new Diagnosis(List.of(expected), run::add);
        List<String> messages = new ArrayList<>();
        UndecipherableException packet = undecipherable(EncryptionMethod.XOR, PASSWORD);
        for (int i = 0; i < 1000; i++) {
            diagnosis.explain(packet, InetAddress.getByName("192.0.2.7"), messages::add);
        }
        assertThat(run).hasSizeBetween(4, 40); // 4 a second, on a machine that may be slow
        assertThat(messages).hasSize(1000 - run.size()).containsOnly("wrong password or unknown client");
    }

    private static String explain(List<CredentialConfig> known, EncryptionMethod method, String password)
            throws Exception {
        return new Diagnosis(known, Runnable::run)
                .explain(undecipherable(method, password), InetAddress.getByName("192.0.2.7"));
    }

    private static UndecipherableException undecipherable(EncryptionMethod method, String password) {
        Credential nobodyKnows = Packets.credential(EncryptionMethod.SERPENT, "nobody knows");
        EmbeddedChannel channel = new EmbeddedChannel(new DataPacketDecoder(
                Packets.INIT, List.of(Packets.inUse("x", nobodyKnows)), List.of(PacketLayout.CURRENT)));
        return catchThrowableOfType(
                UndecipherableException.class,
                () -> channel.writeInbound(Packets.encrypted(
                        Packets.credential(method, password),
                        PacketLayout.CURRENT,
                        List.of(Packets.packet("h", "s", "o")))));
    }

    private static CredentialConfig config(
            String name, EncryptionMethod method, String password, List<Network> sources) {
        return new CredentialConfig(
                name, method, new Secret(password.getBytes(StandardCharsets.UTF_8)), sources, List.of(), List.of());
    }
}
