package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.CheckResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertFormatTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00.9Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theRecipesText() throws Exception {
        assertThat(text("", single("203.0.113.7", "sshd"))).isEqualTo("Denied sshd-203.0.113.7");
        assertThat(text("", new Alert.Digest(tally("sshd", 412, "203.0.113.7"), MINUTE)))
                .isEqualTo("Denied sshd-203.0.113.7 (412 times in 60 s)");
        assertThat(text("", new Alert.Digest(tally("sshd", 2, "2001:db8::1", "2001:db8::2"), MINUTE)))
                .isEqualTo("Denied sshd-2001:db8::/64 (2 times in 60 s)");
        assertThat(text("", new Alert.Digest(tally("sshd", 2, "2001:db8::1"), MINUTE)))
                .isEqualTo("Denied sshd-2001:db8::1 (2 times in 60 s)");
    }

    @Test
    void everyFieldOfATemplate() throws Exception {
        String template =
                "text: '{count} {daemon} {host} {address} {name} {confirmed_name} {user} {port} {first} {last}"
                        + " {span}'\n";
        assertThat(text(
                        template,
                        single("h=peer.example", "d=sshd", "a=192.0.2.7", "u=eve", "r=4242", "n=other.example")))
                .isEqualTo("1 sshd peer.example 192.0.2.7 other.example confirmed.example eve 4242"
                        + " 2026-11-24T02:00:00Z 2026-11-24T02:00:00Z 1 s");
        assertThat(text(template, single("unknown", "sshd")))
                .isEqualTo("1 sshd unknown unknown unknown confirmed.example unknown unknown"
                        + " 2026-11-24T02:00:00Z 2026-11-24T02:00:00Z 1 s");
        assertThat(text(template, new Alert.Digest(tally("sshd", 412, "203.0.113.7"), MINUTE)))
                .startsWith("412 sshd 203.0.113.7 203.0.113.7")
                .endsWith("60 s");
    }

    @Test
    void performanceDataAndDetails() throws Exception {
        assertThat(text("perfdata: true\ndetails: true\n", new Alert.Digest(tally("sshd", 37, "203.0.113.7"), MINUTE)))
                .startsWith("Denied sshd-203.0.113.7 (37 times in 60 s)|denied=37;;;0\n"
                        + "2026-11-24T02:00:00Z sshd-203.0.113.7 address 203.0.113.7\n")
                .hasLineCount(38);
        assertThat(text("details: true\n", single("h=peer.example", "d=sshd", "a=192.0.2.7", "u=eve", "r=4242")))
                .isEqualTo(
                        "Denied sshd-peer.example\n2026-11-24T02:00:00Z sshd-peer.example address 192.0.2.7 port 4242"
                                + " name peer.example user eve");
    }

    @Test
    void theRestListsItsTopSourcesAsFarAsThereIsRoom() throws Exception {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            tallies.add(tally("sshd", 500 - i, "192.0." + i / 200 + "." + i % 200));
        }
        tallies.add(tally("in.fingerd", 3, "192.0.0.1"));
        String text = text("", new Alert.Rest(tallies, MINUTE));
        assertThat(text)
                .startsWith("Denied 125253 more connections from 500 sources in 60 s: sshd 125250, in.fingerd 3\n"
                        + "500 sshd-192.0.0.0\n499 sshd-192.0.0.1\n")
                .containsPattern("\n\\.\\.\\. and \\d+ more$");
        assertThat(text.length()).isBetween(3900, 4095);
    }

    @Test
    void scansAndFoldedEvents() throws Exception {
        assertThat(text("", new Alert.Scan("192.0.2.7", List.of("sshd", "in.fingerd"), false, MINUTE)))
                .isEqualTo("Scan: 192.0.2.7 tried 2 daemons within 60 s (sshd, in.fingerd)");
        assertThat(text("", new Alert.Scan("sshd", List.of("192.0.2.7", "192.0.2.8"), true, MINUTE)))
                .isEqualTo("Scan: 2 sources tried sshd within 60 s (192.0.2.7, 192.0.2.8)");
        assertThat(text("", new Alert.Folded(List.of(tally("sshd", 9, "192.0.2.7")), 1, List.of(Path.of(".folded")))))
                .isEqualTo("Denied 9 connections from 1 sources, 2026-11-24T02:00:00Z to 2026-11-24T02:00:00Z, too many"
                        + " or too old for the spool: sshd 9, and 1 check results are lost\n9 sshd-192.0.2.7");
    }

    @Test
    void theStateIsThatOfTheWorstDaemon() throws Exception {
        String states = "state: 1\nstates: {sshd: 2, in.fingerd: 3, in.ftpd: 0}\n";
        assertThat(result(states, single("h", "sshd")).returnCode()).isEqualTo(2);
        assertThat(result(states, single("h", "other")).returnCode()).isEqualTo(1);
        assertThat(result(states, new Alert.Digest(tally("in.fingerd", 2, "192.0.2.7"), MINUTE))
                        .returnCode())
                .isEqualTo(3);
        List<Tally> tallies = List.of(tally("in.ftpd", 2, "192.0.2.7"), tally("in.fingerd", 2, "192.0.2.7"));
        assertThat(result(states, new Alert.Rest(tallies, MINUTE)).returnCode()).isEqualTo(3);
        assertThat(result(states, new Alert.Scan("h", List.of("in.fingerd", "sshd"), false, MINUTE))
                        .returnCode())
                .isEqualTo(2);
    }

    @Test
    void backToOk() throws Exception {
        CheckResult ok = format("").backToOk(Duration.ofMinutes(15), 37);
        assertThat(ok.returnCode()).isZero();
        assertThat(ok.pluginOutput().toString()).isEqualTo("no refused connections for 15 min, 37 before that");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1 s",
        "PT0.4S, 1 s",
        "PT59.9S, 60 s",
        "PT2M, 120 s",
        "PT2M1S, 2 min",
        "PT15M, 15 min",
        "PT2H1M, 2 h",
        "PT48H, 48 h",
        "PT72H, 3 d"
    })
    void spans(Duration span, String text) {
        assertThat(AlertFormat.span(span)).isEqualTo(text);
    }

    private static Alert single(String... arguments) {
        return new Alert.Single(
                new SpoolEvent.Denied(Path.of("event.1"), DeniedConnection.of(List.of(arguments), START)));
    }

    private static Tally tally(String daemon, int count, String... addresses) {
        DeniedConnection first = DeniedConnection.of(List.of(addresses[0], daemon), START);
        Tally.Counter counter = new Tally.Counter(Tally.Key.of(first));
        for (int i = 0; i < count; i++) {
            counter.add(new SpoolEvent.Denied(
                    Path.of("event." + i),
                    DeniedConnection.of(List.of(addresses[i % addresses.length], daemon), START)));
        }
        return counter.tally();
    }

    private String text(String yaml, Alert alert) throws Exception {
        return new String(result(yaml, alert).pluginOutput().toByteArray(), StandardCharsets.UTF_8);
    }

    private CheckResult result(String yaml, Alert alert) throws Exception {
        return format(yaml).result(alert, connection -> "confirmed.example");
    }

    private AlertFormat format(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("agent.yml"), "spool: spool\n" + yaml);
        return new AlertFormat(AgentConfigReader.read(file, "firestorm"));
    }
}
