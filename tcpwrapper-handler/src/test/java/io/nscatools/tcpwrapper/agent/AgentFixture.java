package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A spool in a folder, agents on it, and a delivery that can fail. */
final class AgentFixture {
    static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    final Path spool;
    final StringWriter log = new StringWriter();
    final List<CheckResult> delivered = new ArrayList<>();

    /** What the next deliveries answer, beginning with the first; afterwards all is taken. */
    final List<Delivery.Outcome> answers = new ArrayList<>();

    int deliveries;

    /** What happens during the next deliveries. */
    Happening whileDelivering = () -> {};

    /** What the next agents take for the time. */
    Instant now = NOW;

    /** Who tells the next agents reverse names. */
    Function<InetAddress, Optional<String>> nameServer = address -> Optional.of("name-of-" + address.getHostAddress());

    private final Path folder;
    private int number;

    AgentFixture(Path folder) throws IOException {
        this.folder = folder;
        this.spool = Files.createDirectory(folder.resolve("spool"));
    }

    /** Something that may fail. */
    interface Happening {
        void happen() throws IOException;
    }

    /** Leaves a record in the spool as the script does. */
    Path denied(String... arguments) throws IOException {
        return write(new SpoolRecord(SpoolRecord.DENIED, List.of(arguments)).encode());
    }

    Path write(byte[] bytes) throws IOException {
        Path file = spool.resolve(Spool.PREFIX + number++);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60).plusMillis(number)));
        return file;
    }

    /** Drains the spool with a new agent; returns whether everything was delivered. */
    boolean drain(String yaml) throws Exception {
        try (Agent agent = agent(yaml)) {
            return agent.drain();
        }
    }

    Agent agent(String yaml) throws Exception {
        AgentConfig config = AgentConfigReader.read(
                Files.writeString(folder.resolve("agent.yml"), "spool: spool\n" + yaml), "firestorm");
        AgentLog agentLog = agentLog();
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        SpoolReader reader = new SpoolReader(clock, System::nanoTime, agentLog);
        return new Agent(
                config,
                Spool.open(config.spool(), reader, agentLog),
                new SpoolGuard(config, reader, clock),
                new Recorder(),
                new ReverseNames(nameServer, Duration.ofSeconds(20)),
                agentLog);
    }

    /** Opens the spool without an agent. */
    Spool open() throws IOException {
        AgentLog agentLog = agentLog();
        return Spool.open(
                spool, new SpoolReader(Clock.fixed(now, ZoneOffset.UTC), System::nanoTime, agentLog), agentLog);
    }

    private AgentLog agentLog() {
        return new AgentLog(new PrintWriter(log, true));
    }

    List<String> texts() {
        return delivered.stream()
                .map(result -> result.pluginOutput().toString())
                .toList();
    }

    /** Returns the names of the events in the spool. */
    List<String> events() throws IOException {
        return files().stream().filter(name -> name.startsWith(Spool.PREFIX)).toList();
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private final class Recorder implements Delivery {
        @Override
        public Outcome deliver(List<CheckResult> results) {
            deliveries++;
            try {
                whileDelivering.happen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Outcome outcome = answers.isEmpty() ? new Outcome(results.size(), false, "") : answers.remove(0);
            delivered.addAll(results.subList(0, outcome.taken()));
            return outcome;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
