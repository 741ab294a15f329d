package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The example {@code firestorm-to-monitor} on real parts: xinetd and tcpd, our handler and client, our server, Nagios.
 * The configuration is made of the example's own files and by nagios-config-gen.
 */
final class FirestormToMonitor implements AutoCloseable {
    private static final Path EXAMPLE = Project.root().resolve("examples/firestorm-to-monitor");
    private static final Path SCRIPTS = Project.root().resolve("tcpwrapper-handler/src/main/sh");

    private final Path work;
    private final int port = RunningProgram.freePort();
    private final int fingerPort;
    private final Deque<RunningProgram> programs = new ArrayDeque<>();

    private FirestormToMonitor(Path work) throws IOException {
        this.work = work;
        int other = RunningProgram.freePort();
        this.fingerPort = other == port ? RunningProgram.freePort() : other;
    }

    static FirestormToMonitor start(Path work) throws Exception {
        FirestormToMonitor chain = new FirestormToMonitor(work);
        try {
            chain.configure();
            chain.startMonitor();
            chain.startFirestorm();
            return chain;
        } catch (Exception | AssertionError e) {
            chain.close();
            throw e;
        }
    }

    private void configure() throws Exception {
        for (String folder : List.of("handler", "nagios/rw", "nagios/archives", "nagios/checkresults")) {
            Files.createDirectories(work.resolve(folder));
        }
        Files.writeString(work.resolve("password"), "a password for this test only\n");
        fillIn("inventory.yml", "inventory.yml");
        generate("objects.cfg", "services", "--supporting");
        generate("send_nsca.cfg", "client");
        generate("nsca.cfg", "server");
        fillIn("nagios.cfg", "nagios.cfg");
        fillIn("contacts.cfg", "contacts.cfg");
        fillIn("hosts.deny", "hosts.deny");
        fillIn("xinetd.conf", "xinetd.conf");
        fillIn("tcpwrapper-handler.conf", "handler/tcpwrapper-handler.conf");
        for (String script : List.of("handle_tcp_wrapper", "submit_check_result")) {
            Files.copy(
                    SCRIPTS.resolve(script),
                    work.resolve("handler").resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void fillIn(String name, String target) throws IOException {
        Map<String, String> values = Map.of(
                "@WORK@", work.toString(),
                "@ROOT@", Project.root().toString(),
                "@PORT@", Integer.toString(port),
                "@FINGER_PORT@", Integer.toString(fingerPort),
                "@TCPD@", ForeignPrograms.path("usr/sbin/tcpd").toString(),
                "@USER@", System.getProperty("user.name"),
                "@GROUP@", Files.getAttribute(work, "posix:group").toString());
        String text = Files.readString(EXAMPLE.resolve(name));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        Files.writeString(work.resolve(target), text);
    }

    private void generate(String name, String... arguments) throws Exception {
        ProcessBuilder command = Project.java("nagios-config-gen", arguments);
        command.command().add(work.resolve("inventory.yml").toString());
        CommandResult result = CommandResult.run(command, new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        Files.writeString(work.resolve(name), result.stdout());
    }

    private void startMonitor() throws Exception {
        start(
                ForeignPrograms.command(
                        "usr/sbin/nagios4", work.resolve("nagios.cfg").toString()),
                "nagios-start.log");
        Await.until(() -> Files.exists(work.resolve("nagios/rw/nagios.cmd")), () -> "Nagios' command file");
        start(Project.java("nsca-server", "-c", work.resolve("nsca.cfg").toString()), "server.log")
                .awaitPort(port);
    }

    private void startFirestorm() throws Exception {
        String xinetd = ForeignPrograms.path("usr/sbin/xinetd").toString();
        ProcessBuilder command = new ProcessBuilder(
                EXAMPLE.resolve("with-hosts-deny").toString(),
                work.resolve("hosts.deny").toString(),
                xinetd,
                "-dontfork",
                "-f",
                work.resolve("xinetd.conf").toString(),
                "-filelog",
                work.resolve("xinetd.log").toString(),
                "-pidfile",
                work.resolve("xinetd.pid").toString());
        command.environment().put("LD_LIBRARY_PATH", ForeignPrograms.ldLibraryPath());
        start(command, "xinetd-start.log").awaitPort(fingerPort);
    }

    private RunningProgram start(ProcessBuilder command, String log) throws IOException {
        RunningProgram program = RunningProgram.start(command, work.resolve(log));
        programs.push(program);
        return program;
    }

    /** Connects as the intruder does, and returns what it is sent before the connection ends. */
    String connectAndBeRefused() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), fingerPort));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Waits until Nagios' log has {@code count} lines with {@code text}. */
    void awaitNagiosLog(String text, int count) throws Exception {
        Await.until(() -> nagiosLog(text).size() >= count, () -> count + " of '" + text + "' in\n" + log());
    }

    /** Returns the lines of Nagios' log that have {@code text}, without their times. */
    List<String> nagiosLog(String text) throws IOException {
        return log().lines()
                .filter(line -> line.contains(text))
                .map(line -> line.replaceFirst("\\[\\d+] ", ""))
                .toList();
    }

    /** Returns the notifications that went out, one a line. */
    List<String> notifications() throws IOException {
        return Files.readAllLines(work.resolve("notifications"));
    }

    private String log() throws IOException {
        return Files.readString(work.resolve("nagios/nagios.log"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        programs.forEach(RunningProgram::close);
    }
}
