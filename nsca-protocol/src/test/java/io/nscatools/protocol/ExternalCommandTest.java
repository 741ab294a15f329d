package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nscatools.testsupport.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExternalCommandTest {
    /** Sessions whose lines the C daemon writes so that Nagios takes them for another host or service, or for none. */
    private static final Set<String> REFUSED = Set.of(
            "semicolons",
            "newline-in-host",
            "newline-in-description",
            "carriage-return-in-host",
            "delimiter-comma-tab-in-fields",
            "etb-then-newline");

    static Stream<Vectors.Session> recorded() {
        return Vectors.sessions().stream()
                .filter(session ->
                        session.hasCommandFile() && !session.packets().isEmpty())
                // the reference loses these; io.nscatools.server takes them
                .filter(session -> !session.caseName().equals("legacy-two-results"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void writesTheLinesOfTheReference(Vectors.Session session) {
        byte[] expected = Vectors.bytes(session.commandFileHex());
        long received = Long.parseLong(new String(expected, 1, 10, StandardCharsets.US_ASCII));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        boolean refused = false;
        for (Vectors.Packet packet : session.packets()) {
            try {
                lines.writeBytes(ExternalCommand.line(result(packet), received));
            } catch (RejectedException e) {
                refused = true;
            }
        }
        assertThat(refused).as(session.caseName()).isEqualTo(REFUSED.contains(session.caseName()));
        if (!refused) {
            assertThat(lines.toByteArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a;b, svc, HOST_NAME",
        "'', svc, HOST_NAME",
        "'', '', HOST_NAME",
        "'a\n', svc, HOST_NAME",
        "'a\u0001', svc, HOST_NAME",
        "'a\u007f', svc, HOST_NAME",
        "'a\t', svc, HOST_NAME",
        "host, s;c, SERVICE_DESCRIPTION",
        "host, 's\r', SERVICE_DESCRIPTION"
    })
    void refusesNamesThatAreNotOneField(String host, String description, RejectReason reason) {
        CheckResult result =
                CheckResult.of(ByteString.of(host), ByteString.of(description), 0, ByteString.of("output"));
        RejectedException rejected =
                catchThrowableOfType(RejectedException.class, () -> ExternalCommand.line(result, 1));
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.getMessage()).doesNotContain("\n");
    }

    @Test
    void writesExactlyOneLineWhateverTheOutputHolds() throws RejectedException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        CheckResult result = new HostCheckResult(ByteString.of("h"), 1, ByteString.copyOf(all, 1, 255));
        byte[] line = ExternalCommand.line(result, 7);
        assertThat(new String(line, StandardCharsets.ISO_8859_1))
                .startsWith("[7] PROCESS_HOST_CHECK_RESULT;h;1;")
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }

    private static CheckResult result(Vectors.Packet packet) {
        return CheckResult.of(
                text(packet.hostHex()), text(packet.descriptionHex()), packet.returnCode(), text(packet.outputHex()));
    }

    private static ByteString text(String hex) {
        byte[] bytes = Vectors.bytes(hex);
        return ByteString.copyOf(bytes, 0, bytes.length);
    }
}
