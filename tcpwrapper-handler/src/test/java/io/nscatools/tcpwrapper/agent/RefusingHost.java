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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A host whose services refuse everybody by a rule of the test's own, which calls the installed scripts: in a network
 * and an {@code /etc} of its own, with {@value #NAME_SERVER} for its name server.
 */
final class RefusingHost implements BeforeEachCallback, AfterEachCallback {
    static final String NAME_SERVER = "127.0.0.53";

    /** The port that the guarded service of most tests listens on. */
    static final int PORT = 1079;

    /** As the install command writes them ({@code InstallCommandTest}). */
    static final String TWIST =
            "ALL: ALL: twist (cd @SCRIPTS@ && set -- %a %d && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &";

    static final String SPAWN =
            "ALL: ALL: spawn (cd @SCRIPTS@ && set -- %a %d && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &";
    static final String SPAWN_AND_TWIST = SPAWN + ": twist /bin/true";

    /** For {@link #configure}: the handler takes so long that whoever waits for it is found out. */
    static final String SLOW = "sleep 3\n";

    /** The user that sshd asks for, and a place for what it and others leave in {@code /run}. */
    private static final String SET_UP = "ip link set lo up && for n in 1 2 3 4 5 6 7 8 9; do"
            + " ip address add 2001:db8::$n/128 dev lo; done && rm /etc/resolv.conf /etc/passwd &&"
            + " echo 'nameserver " + NAME_SERVER + "' >/etc/resolv.conf &&"
            + " { cat /mnt/etc/passwd; echo 'sshd:x:65533:65534::/run/sshd:/bin/false'; } >/etc/passwd &&"
            + " mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec \"$@\"";

    private Path folder;
    private ScriptFolder scripts;
    private RunningProgram service;

    /** Installs the scripts; the services are yet to be started. */
    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "a private /etc/hosts.deny and xinetd need root");
        folder = Files.createTempDirectory("refusing-host");
        scripts = new ScriptFolder(folder.resolve("scripts"));
        Files.createDirectory(spool());
        configure("");
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        if (service != null) {
            service.close();
        }
        if (folder == null) {
            return; // skipped
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns a folder for this test's files. */
    Path folder() {
        return folder;
    }

    /** Adds shell commands to the configuration of the scripts. */
    void configure(String more) throws IOException {
        scripts.configure("NSCA_SPOOL=" + spool() + "\n" + more);
    }

    Path spool() {
        return folder.resolve("spool");
    }

    /** Starts xinetd with a service for each of the configurations, see {@link #service}. */
    void startXinetd(String rule, String... services) throws Exception {
        Path conf = Files.writeString(folder.resolve("xinetd.conf"), String.join("", services));
        start(
                rule,
                services.length,
                ForeignPrograms.path("usr/sbin/xinetd").toString(),
                "-dontfork",
                "-f",
                conf.toString(),
                "-filelog",
                folder.resolve("xinetd.log").toString(),
                "-pidfile",
                folder.resolve("xinetd.pid").toString());
    }

    /** Returns the configuration of a service of xinetd's that tcpd guards; in it {@code in.fingerd}. */
    static String service(String address, int port) {
        return String.join(
                "\n",
                "service finger-" + port + "-" + (address.contains(":") ? 6 : 4),
                "{",
                "    type        = UNLISTED",
                "    socket_type = stream",
                "    protocol    = tcp",
                "    bind        = " + address,
                "    port        = " + port,
                "    wait        = no",
                "    user        = root",
                "    flags       = NAMEINARGS NOLIBWRAP " + (address.contains(":") ? "IPv6" : "IPv4"),
                "    server      = " + ForeignPrograms.path("usr/sbin/tcpd"),
                "    server_args = /usr/sbin/in.fingerd",
                "}",
                "");
    }

    /** Returns the same for a service that xinetd itself guards; the daemon is {@code true}. */
    static String guardedByXinetd(String address, int port) {
        return service(address, port)
                .replace("NAMEINARGS NOLIBWRAP ", "")
                .replaceAll("server +=.*", "server      = /bin/true")
                .replaceAll("server_args.*", "");
    }

    /**
     * Starts a service and waits until it listens.
     *
     * @param rule the only line of {@code hosts.deny}; {@code @HANDLER@} is the script, {@code @SCRIPTS@} its folder
     * @param listeners so many sockets
     */
    void start(String rule, int listeners, String... command) throws Exception {
        Path deny = Files.writeString(
                folder.resolve("hosts.deny"),
                rule.replace("@HANDLER@", scripts.script("handle_tcp_wrapper").toString())
                                .replace("@SCRIPTS@", scripts.script("").toString())
                        + "\n");
        ProcessBuilder builder = new ProcessBuilder(
                "unshare",
                "--net",
                Project.root()
                        .resolve("examples/firestorm-to-monitor/with-hosts-deny")
                        .toString(),
                deny.toString(),
                "sh",
                "-c",
                SET_UP,
                "sh");
        builder.command().addAll(List.of(command));
        builder.environment().put("LD_LIBRARY_PATH", ForeignPrograms.ldLibraryPath());
        service = RunningProgram.start(builder, folder.resolve("service.log"));
        Await.until(() -> listening() == listeners, this::log);
    }

    /** So many sockets listen on this host; none as long as the process is still on the machine's own network. */
    private long listening() throws IOException {
        Path network = Path.of("ns/net");
        Path ours = Path.of("/proc/self").resolve(network);
        Path theirs = Path.of("/proc/" + service.pid()).resolve(network);
        if (Files.readSymbolicLink(ours).equals(Files.readSymbolicLink(theirs))) {
            return 0;
        }
        long sockets = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + service.pid() + "/net/" + table))) {
                sockets += lines.filter(line -> line.contains(" 0A ")).count();
            }
        }
        return sockets;
    }

    String log() throws IOException {
        return service.log();
    }

    /** Returns a command that runs on this host. */
    ProcessBuilder inside(List<String> command) {
        String namespaces = "/proc/" + service.pid() + "/ns/";
        List<String> all =
                new ArrayList<>(List.of("nsenter", "--net=" + namespaces + "net", "--mount=" + namespaces + "mnt"));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    /** Returns a command that runs a class of these tests on this host. */
    ProcessBuilder inside(Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Project.root().resolve("tcpwrapper-handler/target/test-classes").toString(),
                program.getName()));
        command.addAll(arguments);
        return inside(command);
    }

    /** Lets an {@link Intruder} come from {@code own}; returns what it printed. */
    List<String> intrude(String own, int port, String ident, int times) throws Exception {
        String target = own.contains(":") ? "::1" : "127.0.0.1";
        CommandResult result = CommandResult.run(
                inside(Intruder.class, List.of(own, target, Integer.toString(port), ident, Integer.toString(times))),
                new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        return result.stdout().lines().toList();
    }

    /**
     * Asserts that an {@link Intruder} is let go each of {@code times} times: without a byte, and before libwrap would
     * give up an ident service (T8).
     */
    void refuses(String own, int port, String ident, int times) throws Exception {
        assertThat(intrude(own, port, ident, times))
                .hasSize(times * own.split(",", -1).length)
                .allMatch(line -> line.matches("0 [0-9]{1,4} .*"), "no byte within ten seconds");
    }

    /** Asserts that a peer is let go before a {@link #SLOW} handler has done anything, and that it is reported then. */
    void refusesAtOnceAndReports(String own, int port, String ident, String daemon) throws Exception {
        refuses(own, port, ident, 1);
        assertThat(connections()).as("the handler still sleeps").isEmpty();
        reports(own, daemon);
    }

    /** Asserts that one connection is reported. */
    void reports(String own, String daemon) throws Exception {
        assertThat(awaitConnections(1)).singleElement().satisfies(connection -> {
            assertThat(connection.address()).map(PeerAddress::toString).contains(own);
            assertThat(connection.daemon()).isEqualTo(daemon);
        });
    }

    /** Returns the connections that are in the spool. */
    List<DeniedConnection> connections() throws IOException {
        List<DeniedConnection> connections = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool())) {
            for (Path file : files.toList()) {
                SpoolRecord.decode(Files.readAllBytes(file))
                        .ifPresent(record -> connections.add(DeniedConnection.of(record.arguments(), Instant.EPOCH)));
            }
        }
        return connections;
    }

    /** Waits until there are {@code count} connections in the spool, and returns them. */
    List<DeniedConnection> awaitConnections(int count) throws Exception {
        Await.until(() -> connections().size() == count, this::log);
        return connections();
    }
}
