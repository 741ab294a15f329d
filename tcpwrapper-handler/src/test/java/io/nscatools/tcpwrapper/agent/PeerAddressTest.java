package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7, 192.0.2.7",
        "::FFFF:c000:207, 192.0.2.7, 192.0.2.7",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1, 2001:db8::/64",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1::/64",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1, 2001:0:0:1::/64",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1, 2001:db8::/64",
        "1:0:0:0:0:0:0:0, 1::, 1::/64",
        "::, ::, ::/64",
        "::1, ::1, ::/64",
        "fe80::1%eth0, fe80::1, fe80::/64",
    })
    void parsesAndGroups(String text, String address, String group) {
        PeerAddress parsed = PeerAddress.parse(text).orElseThrow();
        assertThat(parsed).hasToString(address);
        assertThat(parsed.groupText()).isEqualTo(group);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "paranoid",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1",
                "0x7f.1",
                ":",
                ":::",
                "1:2:3",
                "::1::",
                "g::1",
                "[::1]",
                "1.2.3.4 ",
                "::ffff:1.2.3.999",
                "dead.beef",
                "dead"
            })
    void takesNothingElseForAnAddress(String text) {
        assertThat(PeerAddress.parse(text)).isEmpty();
    }

    @Test
    void networksContainWhatTheirPrefixSays() {
        Network network = Network.parse("192.0.2.128/25").orElseThrow();
        assertThat(network.contains(PeerAddress.parse("192.0.2.128").orElseThrow()))
                .isTrue();
        assertThat(network.contains(PeerAddress.parse("192.0.2.255").orElseThrow()))
                .isTrue();
        assertThat(network.contains(PeerAddress.parse("192.0.2.127").orElseThrow()))
                .isFalse();
        assertThat(network.contains(PeerAddress.parse("::1").orElseThrow())).isFalse();
        assertThat(Network.parse("0.0.0.0/0")
                        .orElseThrow()
                        .contains(PeerAddress.parse("9.9.9.9").orElseThrow()))
                .isTrue();
        assertThat(Network.parse("::1").orElseThrow().prefix()).isEqualTo(128);
        assertThat(Network.parse("::1/129")).isEmpty();
        assertThat(Network.parse("192.0.2.0/")).isEmpty();
        assertThat(Network.parse("192.0.2.0/-1")).isEmpty();
        assertThat(Network.parse(".example.org")).isEmpty();
    }
}
