package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The forms and places of the log. */
class LogIT {
    private static final int PIPE_LENGTH = 1 << 16;

    @TempDir
    private Path folder;

    @Test
    void writesWhatTheCLibraryWritesToSyslogAndFindsARestartedOne() throws Exception {
        ForeignPrograms.requireThat(Epoll.isAvailable(), "no native transport for this platform");
        Path path = folder.resolve("log");
        LoggerContext context = new LoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        SyslogAppender appender = new SyslogAppender(path.toString(), 3, encoder);
        appender.setContext(context);
        appender.start();
        LoggingEvent event = new LoggingEvent("", context.getLogger("x"), Level.WARN, "text", null, null);
        for (int start = 0; start < 2; start++) {
            Files.deleteIfExists(path);
            Socket syslog = Socket.newSocketDomainDgram();
            syslog.bind(new DomainSocketAddress(path.toString()));
            appender.doAppend(event);
            assertThat(receive(syslog)).matches("<28>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d nsca\\[\\d+]: text");
            syslog.close();
        }
        appender.doAppend(event); // nobody listens, nothing is thrown
        appender.stop();
    }

    private static String receive(Socket socket) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1000);
        byte[] message = new byte[Math.max(0, socket.read(buffer, 0, 1000))];
        buffer.get(0, message);
        return new String(message, StandardCharsets.US_ASCII);
    }

    @Test
    void writesAnObjectALineAsJson() throws Exception {
        int port = RunningProgram.freePort();
        try (RunningProgram server =
                RunningProgram.start(server(port, "{format: json, level: debug}"), folder.resolve("log"))) {
            server.awaitLog("listening on");
            try (TestClient client = TestClient.connect(port)) {
                client.send(Packets.credential(EncryptionMethod.XOR, "x"), "h", "s", "\"o\n");
                server.awaitLog("seems to use");
            }
            Await.until(() -> server.log().endsWith("\n"), server::log);
            JsonNode rejection = server.log()
                    .lines()
                    .map(line -> new ObjectMapper().readTree(line))
                    .filter(node -> node.get("formattedMessage").asString().contains("rejected"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rejection.get("level").asString()).isEqualTo("WARN");
            assertThat(rejection.get("formattedMessage").asString())
                    .endsWith("seems to use method 1 (xor); this server expects 14 (rijndael-128)");
            assertThat(rejection.get("kvpList").toString()).contains("\"source\":\"127.0.0.1\"", "PACKET_VERSION");
        }
    }

    /** At a pipe's end, as with systemd, there may be somebody who does not read. */
    @Test
    void aLogThatNobodyReadsHoldsNobodyUp() throws Exception {
        int port = RunningProgram.freePort();
        Process server = server(port, "{level: debug}").start();
        try {
            Await.until(() -> isListening(port), () -> "the server listens");
            String output = "x".repeat(2000);
            for (int i = 0; i < PIPE_LENGTH / output.length() * 2; i++) {
                try (TestClient client = TestClient.connect(port)) {
                    client.send(Packets.credential(EncryptionMethod.RIJNDAEL_128, "x"), "h", "s", output);
                    assertThat(client.receipt()).contains(new Receipt(1, 0));
                }
            }
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private static boolean isListening(int port) {
        try (TestClient client = TestClient.connect(port)) {
            return client.socket().isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The command of a server that writes the log that {@code log} says, in YAML. */
    private ProcessBuilder server(int port, String log) throws Exception {
        Path config = Files.writeString(
                folder.resolve("nsca.yml"),
                "listen: [{address: 127.0.0.1, port: " + port
                        + "}]\ncredentials: [{method: 14, password: x}]\nsinks: [{file: " + folder
                        + "/results}]\naccess: {tcp_wrappers: false}\nlog: " + log + "\n");
        return Project.java("nsca-server", "-c", config.toString());
    }
}
