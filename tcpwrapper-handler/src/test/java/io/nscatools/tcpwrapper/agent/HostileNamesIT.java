package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reverse name and the ident answer of a peer are the attacker's. Here they take the whole way: name server, libc,
 * libwrap, tcpd, shell, spool, agent and the line that Nagios reads.
 */
class HostileNamesIT {
    private static final int PORT = RefusingHost.PORT;
    private static final String ALL = " h=%h d=%d a=%a n=%n u=%u c=%c";
    private static final String READ_IN = "(cd @SCRIPTS@ && set --" + ALL + " && . ./handle_tcp_wrapper)";

    /** What libwrap lets through; in the lines for Nagios it may stand with what the agent writes itself. */
    private static final String CLEAN = "[A-Za-z0-9!@%_=+:,./-]";

    @RegisterExtension
    private final RefusingHost host = new RefusingHost();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALL: ALL: RFC931 2: twist (@HANDLER@" + ALL + ") &",
                "ALL: ALL: twist " + READ_IN + " </dev/null >/dev/null 2>&1 &",
                "ALL: ALL: RFC931 2: spawn " + READ_IN + " &: twist /bin/true",
            })
    void aReverseNameRunsNothingAndShiftsNothing(String rule) throws Exception {
        List<String> names = List.of(
                "good.example.org",
                "liar.example.org",
                "$(touch " + host.folder().toString().replace('.', '-') + "/x).`id`.example",
                "a b;c|d&e\n[0] SHUTDOWN_PROGRAM\t\u0017\u0001.example",
                "\u00e4\u00ff\u0080'\"\\.example",
                String.join(".", Collections.nCopies(3, "l".repeat(63))) + "." + "l".repeat(61),
                "",
                "-c.d=sshd.example",
                "192.0.2.99");
        host.startXinetd(rule, RefusingHost.service("127.0.0.1", PORT), RefusingHost.service("::1", PORT));
        try (RunningProgram nameServer = serve(names)) {
            Await.until(() -> nameServer.log().contains("ready"), nameServer::log);
            for (String network : List.of("127.0.1.", "2001:db8::")) {
                String own = IntStream.rangeClosed(1, names.size())
                        .mapToObj(i -> network + i)
                        .collect(Collectors.joining(","));
                host.refuses(own, PORT, "eve", 1);
            }
            assertThat(host.awaitConnections(2 * names.size())).allSatisfy(connection -> {
                assertThat(connection.daemon()).isEqualTo("in.fingerd");
                assertThat(connection.host())
                        .isEqualTo(connection.address().orElseThrow().toString());
            });
            List<String> alerts = report("{daemon}-{address} {name} {confirmed_name} {user}");
            for (int i = 1; i <= names.size(); i++) {
                for (String own : List.of("127.0.1." + i, "2001:db8::" + i)) {
                    String alert = "in.fingerd-" + own + " "
                            + switch (i) {
                                case 1 -> "good.example.org good.example.org";
                                case 6 -> "unknown " + names.get(5); // libwrap cuts it, and then it has no address
                                default -> "unknown unknown";
                            };
                    assertThat(alerts)
                            .as(names.get(i - 1))
                            .anyMatch(line -> line.matches(
                                    alert.replace(".", "\\.") + (rule.contains("RFC931") ? " eve" : " (eve|unknown)")));
                }
            }
        }
        assertThat(host.folder().resolve("x")).doesNotExist();
    }

    @Test
    void anIdentAnswerRunsNothingAndShiftsNothing() throws Exception {
        host.startXinetd(
                "ALL: ALL: RFC931 2: spawn " + READ_IN + " &: twist /bin/true",
                RefusingHost.service("127.0.0.1", PORT),
                RefusingHost.service("::1", PORT));
        List<String> answers = List.of(
                "$(touch " + host.folder() + "/x);`touch " + host.folder() + "/x`|&",
                "a;b\u0017c\u0001\u007f",
                "\u00e4\u00ff\u0080",
                "../../etc/passwd' \"a\"",
                "-c",
                "u".repeat(255),
                "% n%d",
                " ");
        for (int i = 0; i < answers.size(); i++) {
            String own = i % 2 == 0 ? "127.0.0." + (i + 1) : "2001:db8::" + (i + 1);
            host.refuses(own, PORT, answers.get(i), 1);
        }
        host.awaitConnections(answers.size());
        List<String> alerts = report("{daemon}-{address} {user}");
        for (int i = 0; i < answers.size(); i++) {
            String own = i % 2 == 0 ? "127\\.0\\.0\\." + (i + 1) : "2001:db8::" + (i + 1);
            assertThat(alerts)
                    .as(answers.get(i))
                    .anyMatch(line -> line.matches("in\\.fingerd-" + own + " " + CLEAN + "{1,255}"));
        }
        assertThat(host.folder().resolve("x")).doesNotExist();
    }

    private RunningProgram serve(List<String> names) throws Exception {
        List<String> hex = names.stream()
                .map(name -> HexFormat.of().formatHex(name.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
        return RunningProgram.start(
                host.inside(HostileNameServer.class, hex), host.folder().resolve("names.log"));
    }

    /** Lets the agent report on that host what is in its spool; returns the texts in the lines that Nagios reads. */
    private List<String> report(String text) throws Exception {
        Path commands = Files.createFile(host.folder().resolve("nagios.cmd"));
        Path config = Files.writeString(
                host.folder().resolve("agent.yml"),
                "host: firestorm\nspool: spool\ndigest: never\nreverse_name_wait: 20s\ntext: 'X {count} " + text
                        + "'\n");
        List<String> command = new ArrayList<>(
                Project.java("tcpwrapper-handler", "agent", "--drain", "-c", config.toString(), "--local")
                        .command());
        command.add(commands.toString());
        CommandResult result = CommandResult.run(host.inside(command), new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        String lines = new String(Files.readAllBytes(commands), StandardCharsets.ISO_8859_1);
        String start = "\\[[0-9]{10}] PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;X 1 ";
        return Arrays.stream(lines.split("\n", -1))
                .filter(line -> !line.isEmpty())
                .peek(line -> assertThat(line).matches(start + "(" + CLEAN + "| )+"))
                .map(line -> line.replaceFirst(start, ""))
                .toList();
    }
}
