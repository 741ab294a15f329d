package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsDenyTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,192.0.2.7",
        "192.0.2.0/24,192.0.2.0/255.255.255.0",
        "10.0.0.0/8,10.0.0.0/255.0.0.0",
        "0.0.0.0/0,0.0.0.0/0.0.0.0",
        "192.0.2.7/32,192.0.2.7/255.255.255.255",
        "192.0.2.128/25,192.0.2.128/255.255.255.128",
        "192.0.2.0/255.255.255.0,192.0.2.0/255.255.255.0",
        "192.0.2.,192.0.2.",
        "2001:db8::7,[2001:db8::7]",
        "[2001:db8::7],[2001:db8::7]",
        "2001:db8::/32,[2001:db8::]/32",
        "[2001:db8::]/32,[2001:db8::]/32",
        "::1,[::1]",
        "admin.example.org,admin.example.org",
        ".example.org,.example.org",
        "LOCAL,LOCAL",
    })
    void writesPatternsAsLibwrapWantsThem(String text, String pattern) {
        assertThat(ClientPattern.parse(text)).contains(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "300.0.2.1",
                "192.0.2",
                "192.0.2.1.5",
                "192.0.2.0/33",
                "192.0.2.0/255.255.0.256",
                "192.0.2.0/",
                "/24",
                "[2001:db8::7",
                "2001:db8::7]",
                "2001:db8::/129",
                "[]",
                "[]/64",
                "[192.0.2.1]",
                "a b",
                "a,b",
                "a:",
                "a;b",
                "@netgroup",
                "/etc/file",
                "a*",
                "a?",
                "EXCEPT b",
                "user@host",
                "-a",
                "a-",
                "$(x)",
                "12",
                "\u00e4"
            })
    void refusesWhatIsNoPattern(String text) {
        assertThat(ClientPattern.parse(text)).isEmpty();
    }
}
