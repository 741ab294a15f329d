package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedConnectionTest {
    private static final String ALL_BYTES = IntStream.range(0, 256)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    @ParameterizedTest
    @CsvSource(
            value = {
                // arguments; daemon-host; address; name; user; port
                "192.0.2.7 sshd; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "::ffff:192.0.2.7 sshd; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "2001:DB8:0:0::7 sshd; sshd-2001:db8::7; 2001:db8::7; -; -; -",
                "unknown sshd; sshd-unknown; -; -; -; -",
                "unknown sshd 192.0.2.7; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "paranoid sshd ::ffff:192.0.2.7 unknown; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "peer.example sshd 192.0.2.7 root; sshd-peer.example; 192.0.2.7; peer.example; root; -",
                "192.0.2.7:4242 sshd; sshd-192.0.2.7; 192.0.2.7; -; -; 4242",
                "[2001:db8::7]:4242 sshd; sshd-2001:db8::7; 2001:db8::7; -; -; 4242",
                "[2001:db8::7] sshd; sshd-2001:db8::7; 2001:db8::7; -; -; -",
                "unknown sshd unknown unknown eve@192.0.2.7; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "192.0.2.7 unknown a u c 77 in.fingerd@192.0.2.1; in.fingerd-192.0.2.7; 192.0.2.7; -; u; -",
                "h=192.0.2.7 d=sshd u=eve r=4242 n=peer.example; sshd-192.0.2.7; 192.0.2.7; peer.example; eve; 4242",
                "d=sshd a=192.0.2.7; sshd-192.0.2.7; 192.0.2.7; -; -; -",
                "h=unknown d=sshd n=unknown u= r=99999; sshd-unknown; -; -; -; -",
                "h=x d=sshd d=other stray; sshd-x; -; x; -; -",
                "192.0.2.7 sshd a=10.0.0.1 h=10.0.0.1; sshd-192.0.2.7; 192.0.2.7; -; h=10.0.0.1; -",
                "-c -v; -v--c; -; -c; -; -",
            },
            delimiter = ';')
    void arguments(String arguments, String text, String address, String name, String user, String port) {
        DeniedConnection connection = of(arguments.split(" "));
        assertThat(connection.daemon() + "-" + connection.host()).isEqualTo(text);
        assertThat(connection.address().map(PeerAddress::toString).orElse("-")).isEqualTo(address);
        assertThat(connection.name().orElse("-")).isEqualTo(name);
        assertThat(connection.user().orElse("-")).isEqualTo(user);
        assertThat(connection.port().isPresent() ? "" + connection.port().getAsInt() : "-")
                .isEqualTo(port);
    }

    @Test
    void nothingAtAll() {
        assertThat(of().daemon() + "-" + of().host()).isEqualTo("unknown-unknown");
        assertThat(of("", "").daemon() + "-" + of("", "").host()).isEqualTo("unknown-unknown");
    }

    @Test
    void hostileNamesAreCleanedAndCut() {
        DeniedConnection connection =
                of("$(reboot);`reboot`|x", "a b\nc\td\u0017", "192.0.2.7", ALL_BYTES, "x", "y", "z");
        assertThat(connection.host()).isEqualTo("__reboot___reboot__x");
        assertThat(connection.daemon()).isEqualTo("a_b_c_d_");
        assertThat(connection.address()).hasToString("Optional[192.0.2.7]");
        assertThat(connection.user().orElseThrow()).hasSize(255).matches("[A-Za-z0-9!@%_=+:,./-]+");
        assertThat(of("h".repeat(300), "d").host()).hasSize(255);
    }

    @Test
    void sourcesAreAddressesIfThereAreAny() {
        assertThat(of("peer.example", "sshd", "192.0.2.7").source()).isEqualTo("192.0.2.7");
        assertThat(of("2001:db8::7", "sshd").source()).isEqualTo("2001:db8::/64");
        assertThat(of("peer.example", "sshd").source()).isEqualTo("peer.example");
        assertThat(of("unknown", "sshd").source()).isEqualTo("unknown");
    }

    @Test
    void recordsKeepEveryByteAndKnowWhetherTheyAreWhole() {
        List<String> arguments = List.of("", ALL_BYTES.replace("\0", ""), "=", "2");
        byte[] bytes = new SpoolRecord(SpoolRecord.DENIED, arguments).encode();
        assertThat(SpoolRecord.decode(bytes)).contains(new SpoolRecord(SpoolRecord.DENIED, arguments));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(SpoolRecord.decode(Arrays.copyOf(bytes, length)))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(SpoolRecord.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
        assertThat(SpoolRecord.decode(new byte[100])).isEmpty();
    }

    private static DeniedConnection of(String... arguments) {
        return DeniedConnection.of(List.of(arguments), Instant.EPOCH);
    }
}
