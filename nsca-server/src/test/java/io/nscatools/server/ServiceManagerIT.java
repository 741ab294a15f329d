package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar with the tests in the place of systemd. */
class ServiceManagerIT {
    /** Opens a socket as descriptor 3 and says so, as systemd does; NonBlocking=yes if the first argument is 1. */
    private static final String LISTEN = """
            use Socket; use Fcntl;
            my ($nonblocking, $port, @command) = @ARGV;
            $^F = 3;
            socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
            fileno($s) == 3 or die "descriptor " . fileno($s);
            bind($s, sockaddr_in($port, INADDR_LOOPBACK)) or die;
            listen($s, 10) or die;
            fcntl($s, F_SETFL, fcntl($s, F_GETFL, 0) | O_NONBLOCK) if $nonblocking;
            $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1;
            exec @command;
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/notify", "@nsca-toolkit-test"})
    void tellsItsStateAndThatItIsAlive(String name) throws Exception {
        ForeignPrograms.requireThat(Epoll.isAvailable(), "no native transport for this platform");
        String path = name.startsWith("@") ? name + ProcessHandle.current().pid() : folder + name;
        Socket socket = Socket.newSocketDomainDgram();
        try {
            socket.bind(new DomainSocketAddress(path.replace('@', '\0')));
            ProcessBuilder command = command(RunningProgram.freePort());
            command.environment().putAll(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "200000"));
            try (RunningProgram server = RunningProgram.start(command, folder.resolve("log"))) {
                List<String> messages = new ArrayList<>();
                await(messages, socket, "READY=1", server);
                await(messages, socket, "WATCHDOG=1", server);
                messages.clear(); // from here on, as what is sent next may all be read at once
                CommandResult.run(new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())), new byte[0]);
                await(messages, socket, "RELOADING=1\nMONOTONIC_USEC=", server);
                await(messages, socket, "READY=1", server);
                assertThat(server.stop()).isZero();
                await(messages, socket, "STOPPING=1", server);
            }
        } finally {
            socket.close();
        }
    }

    private static void await(List<String> messages, Socket socket, String expected, RunningProgram server)
            throws Exception {
        Await.until(
                () -> {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(1000);
                    for (int n = socket.read(buffer, 0, 1000); n > 0; n = socket.read(buffer, 0, 1000)) {
                        byte[] message = new byte[n];
                        buffer.get(0, message);
                        messages.add(new String(message, StandardCharsets.US_ASCII));
                    }
                    return messages.stream().anyMatch(message -> message.startsWith(expected));
                },
                () -> expected + " in " + messages + ": " + server.log());
    }

    @Test
    void acceptsOnASocketThatIsOpenAlready() throws Exception {
        ForeignPrograms.requireThat(Epoll.isAvailable(), "no native transport for this platform");
        int port = RunningProgram.freePort();
        try (RunningProgram server = RunningProgram.start(handedOver(1, port), folder.resolve("log"))) {
            server.awaitLog("listening on 127.0.0.1:" + port);
            try (TestClient client = TestClient.connect(port)) {
                assertThat(client.send(Packets.credential(EncryptionMethod.XOR, "x"), "h", "s", "o")
                                .receipt())
                        .isPresent();
            }
        }
    }

    @Test
    void refusesASocketThatWouldBlockIt() throws Exception {
        CommandResult result = CommandResult.run(handedOver(0, RunningProgram.freePort()), new byte[0]);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).contains("set NonBlocking=yes in the service unit");
    }

    private ProcessBuilder handedOver(int nonBlocking, int port) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("perl", "-e", LISTEN, Integer.toString(nonBlocking), Integer.toString(port)));
        command.addAll(command(1).command());
        return new ProcessBuilder(command);
    }

    private ProcessBuilder command(int port) throws Exception {
        Path config = Files.writeString(
                folder.resolve("nsca.yml"),
                "listen: [{address: 127.0.0.1, port: " + port
                        + "}]\ncredentials: [{method: 1, password: x}]\nsinks: [{file: " + folder
                        + "/results}]\naccess: {tcp_wrappers: false}\n");
        return Project.java("nsca-server", "-c", config.toString());
    }
}
