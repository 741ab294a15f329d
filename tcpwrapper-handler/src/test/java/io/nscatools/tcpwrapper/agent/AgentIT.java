package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own, and an NSCA server in ours. */
class AgentIT {
    private static final int EVENTS = 20_000;
    private static final int SOURCES = 20;
    private static final Pattern COUNTED = Pattern.compile("Denied sshd-([^ |]+).*\\|denied=(\\d+);;;0");

    @TempDir
    private Path folder;

    private final List<CheckResult> received = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final List<Process> agents = new ArrayList<>();
    private FakeNscaServer server;
    private Path spool;

    @BeforeEach
    void startServer() throws Exception {
        spool = Files.createDirectory(folder.resolve("spool"));
        byte[] password = "a password for this test".getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("password"), password);
        server = new FakeNscaServer(new Credential(EncryptionMethod.XOR, new Secret(password)), this::receive);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        for (Process agent : agents) {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void twentyThousandEventsWithTheAgentKilledFiveTimesAndTheServerStoppedTwice() throws Exception {
        configure("perfdata: true\ndigest: {window: 300ms}\n");
        Thread writer = new Thread(this::writeEvents);
        writer.start();
        for (int kill = 0; kill < 5; kill++) {
            int before = sum();
            Process agent = start();
            Await.until(() -> sum() > before + EVENTS / 20 || events() == 0, this::state);
            if (kill == 1 || kill == 3) {
                server.stop();
                Await.until(() -> log().contains("not delivered"), this::state);
                agent.destroyForcibly().waitFor();
                server.restart();
            } else {
                agent.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(folder.resolve("log"));
        }
        writer.join();
        start();
        while (events() > 0 || sum() < EVENTS) {
            long left = events();
            int before = sum();
            Await.until(() -> events() < left || sum() > before || left == 0 && sum() >= EVENTS, this::state);
        }
        assertThat(counts)
                .hasSize(SOURCES)
                .allSatisfy((source, count) -> assertThat(count).as(source).isGreaterThanOrEqualTo(EVENTS / SOURCES));
        assertThat(received.size()).as("digested").isLessThan(EVENTS / 4);
    }

    private void writeEvents() {
        for (int i = 0; i < EVENTS; i++) {
            List<String> arguments = List.of("192.0.2." + i % SOURCES, "sshd");
            try {
                Files.write(spool.resolve("event." + i), new SpoolRecord(SpoolRecord.DENIED, arguments).encode());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void waitsForARejectingServerAndTakesACDaemonAtItsWord() throws Exception {
        configure("");
        server.endWith(FakeNscaServer.End.RESET);
        handle("192.0.2.1", "sshd");
        start();
        Await.until(() -> log().contains("not delivered"), this::state);
        assertThat(events()).isEqualTo(1);
        server.endWith(FakeNscaServer.End.CLOSE);
        Await.until(() -> events() == 0, this::state);
        assertThat(texts()).containsExactly("Denied sshd-192.0.2.1");
        Await.until(() -> log().contains("INFO delivered again"), this::state);
        handle("192.0.2.2", "sshd");
        Await.until(() -> texts().contains("Denied sshd-192.0.2.2"), this::state);
    }

    @Test
    void aWindowThatIsOpenSurvivesAKill() throws Exception {
        configure("digest: {threshold: 0, window: 1h}\n");
        for (int i = 0; i < 30; i++) {
            handle("192.0.2.1", "sshd");
        }
        Process agent = start();
        Await.until(() -> log().contains("goes to"), this::state);
        agent.destroyForcibly().waitFor();
        CommandResult drained = agent("--drain");
        assertThat(drained.exitCode()).as(drained.stderr()).isZero();
        assertThat(texts()).singleElement().asString().startsWith("Denied sshd-192.0.2.1 (30 times in ");
    }

    @Test
    void backToOkOnceItIsQuiet() throws Exception {
        configure("back_to_ok: 1s\n");
        handle("192.0.2.1", "sshd");
        start();
        Await.until(() -> texts().size() == 2, this::state);
        assertThat(texts()).containsExactly("Denied sshd-192.0.2.1", "no refused connections for 1 s, 1 before that");
        assertThat(received.get(1).returnCode()).isZero();
    }

    @Test
    void drainsToACommandFileAndSaysWhatIsLeft() throws Exception {
        configure("");
        handle("192.0.2.1", "sshd");
        Path commands = folder.resolve("nagios.cmd");
        CommandResult missing = agent("--drain", "--local", commands.toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.stderr()).contains(commands + ": is not there, is Nagios running?");
        Files.createFile(commands);
        assertThat(agent("--drain", "--local", commands.toString()).exitCode()).isZero();
        assertThat(Files.readString(commands))
                .matches(
                        "\\[\\d+] PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied sshd-192\\.0\\.2\\.1\n");
    }

    @Test
    void takesLinesFromStandardInput() throws Exception {
        configure("");
        ProcessBuilder command = Project.java("tcpwrapper-handler", "agent", "-c", "agent.yml", "--stdin");
        CommandResult result = CommandResult.run(
                command.directory(folder.toFile()),
                "192.0.2.1 sshd\nd=in.fingerd a=192.0.2.2\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(texts()).containsExactlyInAnyOrder("Denied sshd-192.0.2.1", "Denied in.fingerd-192.0.2.2");
    }

    @Test
    void mistakesAreToldAtOnce() throws Exception {
        Files.writeString(folder.resolve("agent.yml"), "spool: nowhere\nstate: x\nbad: 1\n");
        CommandResult result = agent();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).contains("agent.yml:2:8: state: ", "agent.yml:3:1: unknown key 'bad'");
        Files.writeString(folder.resolve("agent.yml"), "spool: nowhere\n");
        assertThat(agent().stderr()).contains("agent.yml: server is missing; or give --local COMMAND_FILE");
        configure("");
        Files.delete(folder.resolve("password"));
        assertThat(agent().stderr()).contains("password: no such file or directory");
        assertThat(CommandResult.run(Project.java("tcpwrapper-handler", "agent"), new byte[0])
                        .exitCode())
                .isEqualTo(3);
    }

    private void receive(CheckResult result) {
        received.add(result);
        Matcher matcher = COUNTED.matcher(result.pluginOutput().toString());
        if (matcher.find()) {
            counts.merge(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer::sum);
        }
    }

    private int sum() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private List<String> texts() {
        synchronized (received) {
            return received.stream()
                    .map(result -> result.pluginOutput().toString())
                    .toList();
        }
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                folder.resolve("agent.yml"),
                "host: firestorm\nspool: spool\nserver: {host: 127.0.0.1, port: " + server.port()
                        + ", method: xor, password_file: password}\n" + more);
    }

    private void handle(String... arguments) throws Exception {
        ScriptFolder scripts = new ScriptFolder(folder.resolve("scripts"));
        scripts.configure("NSCA_SPOOL=" + spool + "\n");
        assertThat(scripts.run("handle_tcp_wrapper", arguments).exitCode()).isZero();
    }

    private Process start() throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Project.root().resolve("bin/tcpwrapper-handler").toString(),
                "agent",
                "-c",
                folder.resolve("agent.yml").toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process agent = command.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        agents.add(agent);
        return agent;
    }

    private CommandResult agent(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("agent", "-c", "agent.yml"));
        arguments.addAll(List.of(options));
        return CommandResult.run(
                Project.java("tcpwrapper-handler", arguments.toArray(new String[0]))
                        .directory(folder.toFile()),
                new byte[0]);
    }

    private long events() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> file.getFileName().toString().startsWith("event."))
                    .count();
        }
    }

    private String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private String state() throws IOException {
        return events() + " events in the spool, " + sum() + " counted, " + received.size() + " alerts; " + log();
    }
}
