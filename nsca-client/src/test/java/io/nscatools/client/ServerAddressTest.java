package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "monitor, monitor, 5667, monitor:5667",
        "monitor:1234, monitor, 1234, monitor:1234",
        "192.0.2.1, 192.0.2.1, 5667, 192.0.2.1:5667",
        "192.0.2.1:65535, 192.0.2.1, 65535, 192.0.2.1:65535",
        "::1, ::1, 5667, [::1]:5667",
        "2001:db8::1, 2001:db8::1, 5667, [2001:db8::1]:5667",
        "[2001:db8::1], 2001:db8::1, 5667, [2001:db8::1]:5667",
        "[2001:db8::1]:1, 2001:db8::1, 1, [2001:db8::1]:1",
        "[fe80::1%eth0]:1, fe80::1%eth0, 1, [fe80::1%eth0]:1"
    })
    void readsEveryForm(String text, String host, int port, String shown) {
        ServerAddress address = ServerAddress.parse(text, 5667);
        assertThat(address).isEqualTo(new ServerAddress(host, port)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'', no host",
        ":1, no host",
        "[]:1, no host",
        "monitor:, '' in 'monitor:' is no port",
        "monitor:http, 'http' in 'monitor:http' is no port",
        "monitor:0, port 0 is not within 1..65535",
        "monitor:65536, port 65536 is not within 1..65535",
        "[::1, '[::1' has a bracket alone",
        "::1]:1, '::1]:1' has a bracket alone",
        "[::1]1, '[::1]1' is neither [ADDRESS] nor [ADDRESS]:PORT"
    })
    void refusesAnyOther(String text, String message) {
        assertThatThrownBy(() -> ServerAddress.parse(text, 5667))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace("''", "'"));
    }
}
