package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, a FIFO whose reader is disturbed in every way, and a server that is killed. */
class NothingLostIT {
    private static final int SENDERS = 200;
    private static final int RESULTS_OF_SENDER = 20;

    @TempDir
    private Path folder;

    private Path commandFile;
    private Path received;
    private Path sendConfig;
    private int port;
    private Process reader;
    private RunningProgram server;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        commandFile = folder.resolve("nagios.cmd");
        received = Files.createFile(folder.resolve("received"));
        sendConfig = Files.writeString(folder.resolve("send_nsca.cfg"), "password=x\nencryption_method=1\n");
        port = RunningProgram.freePort();
        Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\ncommand_file=" + commandFile
                        + "\npassword=x\ndecryption_method=1\n");
        makeFifo();
        startReader();
        startServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        reader.destroyForcibly().waitFor();
    }

    @Test
    void everyResultArrivesOnceWhateverHappensToTheReader() throws Exception {
        signal("STOP");
        wave("paused", () -> signal("CONT"));

        killReader();
        Files.delete(commandFile);
        wave("removed", () -> {
            makeFifo();
            startReader();
        });

        signal("STOP");
        wave("recreated", () -> {
            Files.delete(commandFile);
            makeFifo();
            killReader();
            startReader();
        });

        killReader();
        wave("killed", this::startReader);

        signal("STOP");
        fillFifo();
        wave("full", () -> signal("CONT"));

        assertThat(server.stop()).isZero();
        assertThat(server.log()).doesNotContain("lost").doesNotContain("internal error");
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void everyResultWithAReceiptArrivesThoughTheServerIsKilled() throws Exception {
        Set<String> safe = ConcurrentHashMap.newKeySet();
        Sender sender = new Sender(port, Packets.credential(EncryptionMethod.XOR, "x"));
        for (String how : List.of("reading", "paused", "gone")) {
            if (how.equals("paused")) {
                signal("STOP");
            } else if (how.equals("gone")) {
                killReader();
                Files.delete(commandFile);
            }
            sendUntilKilled(sender, how, safe);
            if (how.equals("paused")) {
                signal("CONT");
            } else if (how.equals("gone")) {
                makeFifo();
                startReader();
            }
            startServer();
        }
        sender.deliver("s", "the last");
        Await.until(() -> outputs().contains("the last"), () -> "the last result");
        assertThat(safe).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(outputs())).containsAll(safe);
    }

    @Test
    void aStoppedServerGivesReceiptsForWhatItHasAndItsJournalComesOnce() throws Exception {
        killReader();
        Sender sender = new Sender(port, Packets.credential(EncryptionMethod.XOR, "x"));
        List<DataPacket> packets = IntStream.range(0, 500)
                .mapToObj(i -> Packets.packet("h", "s", "result " + i))
                .toList();
        assertThat(sender.send(packets)).contains(new Receipt(500, 0));
        assertThat(server.stop()).isZero();
        assertThat(server.log()).contains("500 results wait in the journal");
        startReader();
        startServer();
        sender.deliver("s", "the last");
        Await.until(() -> outputs().contains("the last"), () -> "the last result");
        List<String> expected = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> expected.add("result " + i));
        expected.add("the last");
        assertThat(outputs()).isEqualTo(expected);
    }

    @Test
    void aRejectedSenderSeesAReset() {
        Sender stranger = new Sender(port, Packets.credential(EncryptionMethod.XOR, "another password"));
        assertThatThrownBy(() -> stranger.deliver("s", "out")).hasMessageContaining("reset");
    }

    @Test
    void aStopResetsWhoIsNotDoneAndASecondSignalEndsItAtOnce() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            assertThat(socket.getInputStream().readNBytes(InitPacket.LENGTH)).hasSize(InitPacket.LENGTH);
            terminate();
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
        }
        Await.until(() -> server.log().contains("stopped"), () -> "the server stops");
        startServer();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.getInputStream().readNBytes(InitPacket.LENGTH)).hasSize(InitPacket.LENGTH);
            terminate();
            server.awaitLog("stopping");
            Await.until(() -> hasEndedAfterAnotherSignal(), () -> "the server ends");
            assertThat(server.stop()).isEqualTo(143);
            assertThat(server.log()).doesNotContain("stopped");
        }
    }

    private boolean hasEndedAfterAnotherSignal() throws Exception {
        terminate();
        return !server.isAlive();
    }

    private void terminate() throws Exception {
        CommandResult.run(new ProcessBuilder("kill", "-TERM", Long.toString(server.pid())), new byte[0]);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Has all senders send at once, ends the disturbance when half of them have ended, and waits for all results. */
    private void wave(String name, Action endDisturbance) throws Exception {
        List<Process> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            StringBuilder input = new StringBuilder();
            for (int j = 0; j < RESULTS_OF_SENDER; j++) {
                String output = name + "-" + i + "-" + j;
                sent.add(output);
                input.append("h\ts\t0\t").append(output).append('\u0017');
            }
            senders.add(startSender(input.toString()));
        }
        Await.until(
                () -> senders.stream().filter(Process::isAlive).count() <= SENDERS / 2, () -> "half of the senders");
        server.awaitLog("listening"); // it has not died
        endDisturbance.run();
        for (Process sender : senders) {
            assertThat(sender.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.exitValue()).isZero();
        }
        Await.until(
                () -> outputs().size() >= sent.size(),
                () -> "all of " + sent.size() + " after '" + name + "', not only "
                        + outputs().size() + "\n" + server.log());
    }

    private Process startSender(String input) throws Exception {
        Process sender = ForeignPrograms.command(
                        "usr/sbin/send_nsca",
                        "-H",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-to",
                        "60",
                        "-c",
                        sendConfig.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("senders.log").toFile()))
                .start();
        sender.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        sender.getOutputStream().close();
        return sender;
    }

    /** Sends from several threads, kills the server with SIGKILL in the middle, and notes what got its receipt. */
    private void sendUntilKilled(Sender sender, String name, Set<String> safe) throws Exception {
        int before = safe.size();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            String prefix = name + "-" + thread + "-";
            threads.execute(() -> sendUntilItFails(sender, prefix, safe));
        }
        Await.until(() -> safe.size() >= before + 100, () -> "receipts while the reader is " + name);
        server.kill();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void sendUntilItFails(Sender sender, String prefix, Set<String> safe) {
        try {
            for (int i = 0; ; i++) {
                List<String> outputs = List.of(prefix + i + "-a", prefix + i + "-b", prefix + i + "-c");
                List<DataPacket> packets = outputs.stream()
                        .map(output -> Packets.packet("h", "s", output))
                        .toList();
                if (!sender.send(packets).equals(Optional.of(new Receipt(3, 0)))) {
                    return;
                }
                safe.addAll(outputs);
            }
        } catch (IOException e) {
            // the server has been killed
        }
    }

    private void startServer() throws Exception {
        server = RunningProgram.start(
                Project.java("nsca-server", "-c", folder.resolve("nsca.cfg").toString()),
                folder.resolve("server-" + System.nanoTime() + ".log"));
        server.awaitLog("listening on 127.0.0.1:" + port);
    }

    /** Reads the FIFO as Nagios does: open for writing too, so that it never sees its end. */
    private void startReader() throws IOException {
        reader = new ProcessBuilder(
                        "sh", "-c", "exec cat <>\"$0\" >>\"$1\"", commandFile.toString(), received.toString())
                .start();
    }

    private void killReader() throws Exception {
        reader.destroyForcibly().waitFor();
    }

    private void makeFifo() throws Exception {
        run("mkfifo", commandFile.toString());
    }

    private void signal(String name) throws Exception {
        run("kill", "-" + name, Long.toString(reader.pid()));
    }

    /** Has another writer fill the FIFO, with lines of 64 bytes, so that the last one is whole. */
    private void fillFifo() throws Exception {
        CommandResult.run(
                new ProcessBuilder(
                        "sh",
                        "-c",
                        "yes '[1] " + "OF_ANOTHER".repeat(6).substring(1)
                                + "' | dd of=\"$0\" oflag=nonblock iflag=fullblock bs=4096",
                        commandFile.toString()),
                new byte[0]);
    }

    private static void run(String... command) throws Exception {
        assertThat(CommandResult.run(new ProcessBuilder(command), new byte[0]).exitCode())
                .isZero();
    }

    /** Returns the plugin outputs that the reader has got, in order. */
    private List<String> outputs() throws IOException {
        return Files.readString(received)
                .lines()
                .filter(line -> line.matches("\\[\\d+] PROCESS_SERVICE_CHECK_RESULT;h;s;[02];.*|.*firestorm;s;2;.*"))
                .map(line -> line.substring(line.lastIndexOf(';') + 1))
                .toList();
    }
}
