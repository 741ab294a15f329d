package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that patterns are made of, beside other ways to say the same. */
class PatternsTest {
    @Test
    void readsIpv6AddressesAsJavaDoes() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            for (int j = 0; j < 16; j++) {
                bytes[j] = random.nextInt(3) == 0 ? bytes[j] : 0;
            }
            bytes[0] = 0x20; // no IPv4 address in disguise
            String full = InetAddress.getByAddress(bytes).getHostAddress();
            String gapped = full.replaceFirst("(:0)+:", "::");
            assertThat(Addresses.ipv6(full)).hasValue(bytes);
            assertThat(Addresses.ipv6(gapped)).hasValue(bytes);
            assertThat(Addresses.ipv6(full.toUpperCase(Locale.ROOT) + "%1")).hasValue(bytes);
        }
        assertThat(Addresses.ipv6("::ffff:192.0.2.1").orElseThrow()).endsWith(0xff, 0xff, 192, 0, 2, 1);
        assertThat(Addresses.ipv6("1:2:3:4:5:6:7::").orElseThrow()).endsWith(0, 7, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "g::",
                "::1%",
                "192.0.2.1",
                "::192.0.2",
                "::192.0.2.256",
                "::01.0.0.1",
                "1.2.3.4::",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:",
                "::\u0661"
            })
    void refusesWhatIsNoIpv6Address(String text) {
        assertThat(Addresses.ipv6(text)).isEmpty();
    }

    @Test
    void readsIpv4AddressesAsTheCLibraryDoes() {
        assertThat(Addresses.dotQuad("192.0.2.1")).hasValue(0xc0000201);
        assertThat(Addresses.dotQuad("010.0x1F.0.0X0a")).hasValue(0x081f000a);
        assertThat(Addresses.dotQuad("0.0.0.0")).hasValue(0);
        for (String text : List.of(
                "",
                "1",
                "1.2.3",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..2.3",
                "1.2.3.256",
                "08.1.1.1",
                "0x.1.1.1",
                "1.2.3.4x",
                "-1.2.3.4",
                "255.255.255.255",
                "1.2.3.\u0664")) {
            assertThat(Addresses.dotQuad(text)).as(text).isEmpty();
        }
    }

    @Test
    void matchesWildcardsAsRegularExpressionsDo() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?").replaceAll("\\*[*?]+", "*");
            String text = text(random, "abA");
            String regex = pattern.replace("*", ".*").replace("?", ".");
            assertThat(Wildcards.matches(pattern, text))
                    .as(pattern + " " + text)
                    .isEqualTo(Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .matches());
        }
    }

    @Test
    void nestsExceptionsToTheRight() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String list =
                    text(random, "yn-").replace("y", "y ").replace("n", "n ").replace("-", "EXCEPT ");
            AccessRule rule = AccessTable.parse("x", (list + ": z\n").getBytes(StandardCharsets.ISO_8859_1))
                    .rules()
                    .get(0);
            assertThat(rule.daemons().matches(token -> token.text().equals("y")))
                    .as(list)
                    .isEqualTo(matches(list));
        }
    }

    /** The definition: a EXCEPT b is a and not b, where b may have an EXCEPT. */
    private static boolean matches(String list) {
        int except = list.indexOf("EXCEPT");
        return except < 0
                ? list.contains("y")
                : list.substring(0, except).contains("y") && !matches(list.substring(except + "EXCEPT".length()));
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
