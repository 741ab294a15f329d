package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts called by Debian's tcpd and xinetd, in a network and with an /etc/hosts.deny of their own. */
class HandlerBehindTcpdIT {
    private static final int TCPD_PORT = 1079;
    private static final int BUILT_IN_PORT = 1080;

    /** The handler takes so long that whoever waits for it is found out. */
    private static final String SLOW = "sleep 3\n";

    private static final String TWIST = "ALL: ALL: twist (@HANDLER@ h=%h d=%d a=%a </dev/null >/dev/null 2>&1) &";
    private static final String SEED = "ALL: ALL: RFC931: twist (@HANDLER@ %h %d) &";
    private static final String SPAWN = "ALL: ALL: spawn (@HANDLER@ h=%h d=%d a=%a) &";
    private static final String SPAWN_AND_TWIST = SPAWN + ": twist /bin/true";

    @TempDir
    private Path folder;

    private Path spool;
    private ScriptFolder scripts;

    @BeforeEach
    void install() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "a private /etc/hosts.deny and xinetd need root");
        spool = Files.createDirectory(folder.resolve("spool"));
        scripts = new ScriptFolder(folder.resolve("scripts"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // rule; who checks; own address; ident
                TWIST + "; tcpd; 127.0.0.2; none",
                TWIST + "; tcpd; 127.0.0.2; hang",
                TWIST + "; tcpd; ::1; hang",
                TWIST + "; xinetd; 127.0.0.2; hang",
                SEED + "; tcpd; 127.0.0.2; none",
                SEED + "; tcpd; 127.0.0.2; eve",
                SEED + "; tcpd; ::1; eve",
                SEED + "; xinetd; 127.0.0.2; none",
                SPAWN_AND_TWIST + "; tcpd; 127.0.0.2; hang",
                SPAWN_AND_TWIST + "; xinetd; 127.0.0.2; hang",
                SPAWN + "; xinetd; 127.0.0.2; hang",
            },
            delimiter = ';')
    void thePeerIsReleasedBeforeTheHandlerHasDoneAnything(String rule, String checkedBy, String own, String ident)
            throws Exception {
        scripts.configure("NSCA_SPOOL=" + spool + "\n" + SLOW);
        try (RunningProgram xinetd = start(rule)) {
            int port = checkedBy.equals("tcpd") ? TCPD_PORT : BUILT_IN_PORT;
            assertThat(intrude(own, port, ident, 1)).singleElement().asString().startsWith("0 ");
            assertThat(connections()).as("the handler still sleeps").isEmpty();
            Await.until(() -> connections().size() == 1, xinetd::log);
        }
        assertThat(connections()).singleElement().satisfies(connection -> {
            assertThat(connection.address()).map(PeerAddress::toString).contains(own);
            assertThat(connection.daemon()).isEqualTo(checkedBy.equals("tcpd") ? "in.fingerd" : "true");
        });
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "$(touch @WORK@/x);`touch @WORK@/x`|& ! __touch",
                "../../etc/passwd' \"a\" ! ../../etc/passwd_",
                "h=10.0.0.1 ! h=10.0.0.1",
                "-c ! -c",
                "\u0001\u0017\u007f\u00e4\u00ff ! ___",
            },
            delimiter = '!',
            ignoreLeadingAndTrailingWhitespace = true)
    void whateverTheIdentServiceAnswers(String answer, String user) throws Exception {
        scripts.configure("NSCA_SPOOL=" + spool + "\n");
        try (RunningProgram xinetd = start("ALL: ALL: RFC931: twist (@HANDLER@ h=%h d=%d a=%a u=%u c=%c n=%n) &")) {
            String ident = answer.replace("@WORK@", folder.toString());
            assertThat(intrude("127.0.0.2", TCPD_PORT, ident, 1))
                    .singleElement()
                    .asString()
                    .startsWith("0 ");
            Await.until(() -> connections().size() == 1, xinetd::log);
        }
        assertThat(connections()).singleElement().satisfies(connection -> {
            assertThat(connection.address()).map(PeerAddress::toString).contains("127.0.0.2");
            assertThat(connection.daemon()).isEqualTo("in.fingerd");
            assertThat(connection.user())
                    .hasValueSatisfying(text -> assertThat(text).startsWith(user));
        });
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void anEmptyIdentAnswerShiftsNoField() throws Exception {
        scripts.configure("NSCA_SPOOL=" + spool + "\n");
        try (RunningProgram xinetd = start("ALL: ALL: RFC931: twist (@HANDLER@ u=%u h=%h d=%d a=%a) &")) {
            intrude("127.0.0.2", TCPD_PORT, " ", 20);
            Await.until(() -> connections().size() == 20, xinetd::log);
        }
        assertThat(connections()).allSatisfy(connection -> {
            assertThat(connection.host()).isEqualTo("127.0.0.2");
            assertThat(connection.daemon()).isEqualTo("in.fingerd");
        });
    }

    /** The time is a figure for the reader, no assertion: machines differ. */
    @Test
    void howLongThePeerIsHeld() throws Exception {
        scripts.configure("NSCA_SPOOL=" + spool + "\n");
        try (RunningProgram xinetd = start(TWIST)) {
            List<String> times = intrude("127.0.0.2", TCPD_PORT, "hang", 40);
            Await.until(() -> connections().size() == 40, xinetd::log);
            List<Long> millis = times.stream()
                    .map(line -> Long.valueOf(line.split(" ", -1)[1]))
                    .sorted()
                    .toList();
            assertThat(times).hasSize(40).allMatch(line -> line.startsWith("0 "));
            System.out.println("A refused peer is released after " + millis.get(20) + " ms (median of 40), "
                    + millis.get(39) + " ms at most");
        }
    }

    private RunningProgram start(String rule) throws Exception {
        Path deny = Files.writeString(
                folder.resolve("hosts.deny"),
                rule.replace("@HANDLER@", scripts.script("handle_tcp_wrapper").toString()) + "\n");
        Files.writeString(
                folder.resolve("xinetd.conf"),
                service("finger4", "127.0.0.1", TCPD_PORT, "IPv4")
                        + service("finger6", "::1", TCPD_PORT, "IPv6")
                        + service("builtin", "127.0.0.1", BUILT_IN_PORT, "IPv4")
                                .replace("NAMEINARGS NOLIBWRAP ", "")
                                .replaceAll("server +=.*", "server      = /bin/true")
                                .replaceAll("server_args.*", ""));
        ProcessBuilder command = new ProcessBuilder(
                "unshare",
                "--net",
                Project.root()
                        .resolve("examples/firestorm-to-monitor/with-hosts-deny")
                        .toString(),
                deny.toString(),
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "sh",
                ForeignPrograms.path("usr/sbin/xinetd").toString(),
                "-dontfork",
                "-f",
                folder.resolve("xinetd.conf").toString(),
                "-filelog",
                folder.resolve("xinetd.log").toString(),
                "-pidfile",
                folder.resolve("xinetd.pid").toString());
        command.environment().put("LD_LIBRARY_PATH", ForeignPrograms.ldLibraryPath());
        RunningProgram xinetd = RunningProgram.start(command, folder.resolve("start.log"));
        Await.until(() -> listens(), xinetd::log);
        return xinetd;
    }

    private static String service(String name, String address, int port, String flag) {
        return String.join(
                "\n",
                "service " + name,
                "{",
                "    type        = UNLISTED",
                "    socket_type = stream",
                "    protocol    = tcp",
                "    bind        = " + address,
                "    port        = " + port,
                "    wait        = no",
                "    user        = root",
                "    flags       = NAMEINARGS NOLIBWRAP " + flag,
                "    server      = " + ForeignPrograms.path("usr/sbin/tcpd"),
                "    server_args = /usr/sbin/in.fingerd",
                "}",
                "");
    }

    /** Whether xinetd listens on all three of its sockets. */
    private boolean listens() throws IOException {
        Optional<String> pid = pid();
        if (pid.isEmpty()) {
            return false;
        }
        long sockets = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid.get() + "/net/" + table))) {
                sockets += lines.filter(line -> line.contains(" 0A ")).count();
            }
        }
        return sockets == 3;
    }

    private Optional<String> pid() throws IOException {
        Path file = folder.resolve("xinetd.pid");
        return Files.exists(file)
                ? Optional.of(Files.readString(file).strip()).filter(pid -> !pid.isEmpty())
                : Optional.empty();
    }

    private List<String> intrude(String own, int port, String ident, int times) throws Exception {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid().orElseThrow() + "/ns/net"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Project.root().resolve("tcpwrapper-handler/target/test-classes").toString(),
                Intruder.class.getName(),
                own,
                own.contains(":") ? "::1" : "127.0.0.1",
                Integer.toString(port),
                ident,
                Integer.toString(times)));
        CommandResult result = CommandResult.run(new ProcessBuilder(command), new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        return result.stdout().lines().toList();
    }

    private List<DeniedConnection> connections() throws IOException {
        List<DeniedConnection> connections = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                SpoolRecord.decode(Files.readAllBytes(file))
                        .ifPresent(record -> connections.add(DeniedConnection.of(record.arguments(), Instant.EPOCH)));
            }
        }
        return connections;
    }
}
